package httpapi

import "net/http"

// Code is the stable name of a problem of a request ("H413"). Codes are never
// reused or renumbered; those of verdicts are in package track.
type Code string

// The codes of problems. Where HTTP has a status for it, the number is the
// same.
const (
	CodeMalformed     Code = "H400"
	CodeNotSignedIn   Code = "H401"
	CodeNotAllowed    Code = "H403"
	CodeNoAddress     Code = "H404"
	CodeWrongMethod   Code = "H405"
	CodeNotAcceptable Code = "H406"
	CodeSlow          Code = "H408"
	CodeAmbiguous     Code = "H409"
	CodeTooLarge      Code = "H413"
	CodeLongAddress   Code = "H414"
	CodeMediaType     Code = "H415"
	CodeBadValue      Code = "H422"
	CodeTooManyTries  Code = "H429"
	CodeCrossOrigin   Code = "H450"
	CodeNotFound      Code = "H451"
	CodeBadText       Code = "H452"
	CodeForOther      Code = "H453"
	CodeNoBadge       Code = "H454"
	CodeSignIn        Code = "H455"
	CodePIN           Code = "H456"
	CodeWhoIsIt       Code = "H457"
	CodeNoSession     Code = "H458"
	CodeTaken         Code = "H459"
	CodeTooMany       Code = "H462"
	CodeEventExists   Code = "H463"
	CodeNameTaken     Code = "H465"
	CodeBadgeReported Code = "H468"
	CodeFileType      Code = "H470"
	CodeErased        Code = "H471"
	// Of GS1 Digital Links.
	CodeBrokenLink       Code = "H460"
	CodeTooManyQuestions Code = "H461"
	CodeNotShared        Code = "H464"
	CodeFault            Code = "H500"
	CodeNotDone          Code = "H501"
	CodeBusy             Code = "H503"
	CodeTimeout          Code = "H504"
	CodeFull             Code = "H507"
	CodeStandby          Code = "H550"
	CodeReadOnly         Code = "H551"
	CodeStopping         Code = "H552"
	CodeNoStore          Code = "H553"
	CodeBehind           Code = "H554"
)

// CodeInfo explains one code. Title is what it says of every occurrence, Fix
// what to do about it.
type CodeInfo struct {
	Code    Code
	Status  int
	Name    string // for people and logs: not-found
	Title   string
	Meaning string
	Cause   string
	Fix     string
}

// Codes lists every code with its texts, in the order of the codes.
func Codes() []CodeInfo {
	return []CodeInfo{
		{CodeMalformed, http.StatusBadRequest, "malformed", "The body cannot be read.", "The body is not the JSON that the address takes.", "It is not JSON, names a member twice, is nested too deep, or was cut off.", "Mend the body at the place that the error names."},
		{CodeNotSignedIn, http.StatusUnauthorized, "not-signed-in", "Nobody is signed in.", "The request does not say who asks.", "The token is missing, wrong, expired or revoked, or the session has ended.", "Sign in, or send a valid token: Authorization: Bearer <token>."},
		{CodeNotAllowed, http.StatusForbidden, "not-allowed", "This is not allowed.", "Who asks has no role that allows it, or not at this station.", "The role is missing, or the scope leaves the station out.", "Ask an administrator for the role that the error names."},
		{CodeNoAddress, http.StatusNotFound, "no-such-address", "There is nothing at this address.", "The path is not one of the API.", "A typing error, or another version of the server.", "Look the address up at /api/reference."},
		{CodeWrongMethod, http.StatusMethodNotAllowed, "wrong-method", "The address does not take this method.", "The path is right, the method is not.", "GET was used in place of POST, or the other way round.", "Use one of the methods in the header Allow."},
		{CodeNotAcceptable, http.StatusNotAcceptable, "not-acceptable", "The answer cannot be given as it is wanted.", "A header asks for a form or a version that the address does not have.", "Accept, GS1-EPC-Format or another header names something unknown.", "Ask for one of the forms that the error names."},
		{CodeSlow, http.StatusRequestTimeout, "slow-body", "The body came in too slowly.", "The body was not complete within 30 seconds; nothing was done.", "The network is slow or was interrupted.", "Send the same request again."},
		{CodeAmbiguous, http.StatusConflict, "ambiguous", "The code fits several objects.", "What was asked for by a code or identifier belongs to several objects.", "Two makers used the same text, or a serial number was used twice.", "Ask again with the id of one of the candidates."},
		{CodeTooLarge, http.StatusRequestEntityTooLarge, "too-large", "The body is too large.", "The body exceeds what the address takes, after decompression.", "Too much was put into one request.", "Send it in several requests."},
		{CodeLongAddress, http.StatusRequestURITooLong, "long-address", "The address is too long.", "The path and the parameters exceed what is taken.", "A question names too much at once.", "Ask in several questions, or keep it as a named query."},
		{CodeMediaType, http.StatusUnsupportedMediaType, "wrong-media-type", "The body is of a type that is not taken here.", "Content-Type or Content-Encoding is not one that the address takes.", "The header is missing or wrong.", "Send application/json, as it is or compressed with gzip."},
		{CodeBadValue, http.StatusUnprocessableEntity, "bad-value", "The request has a value that cannot be used.", "A member or parameter is unknown, missing, of the wrong type or out of range.", "A typing error, or the request is for another version of the API.", "Mend what the errors name."},
		{CodeTooManyTries, http.StatusTooManyRequests, "too-many-tries", "There were too many tries.", "Signing in failed too often in a row.", "A wrong badge, PIN or token was used again and again.", "Wait as long as the header Retry-After says."},
		{CodeCrossOrigin, http.StatusForbidden, "cross-origin", "The request comes from another site.", "A browser was led here by a page of another origin.", "A foreign page tries to act in the name of who is signed in.", "Open the page of this server itself; programs send a token."},
		{CodeNotFound, http.StatusNotFound, "not-found", "There is no such thing.", "The object, entry, hold, station or version that was asked for is not known.", "A typing error, or it belongs to another site.", "Look for it in the list it belongs to."},
		{CodeBadText, http.StatusBadRequest, "bad-text", "The address holds text that cannot be used.", "A path or parameter is not UTF-8, or holds a NUL.", "The text was not percent-encoded as UTF-8.", "Encode the text as UTF-8, then percent-encode it."},
		{CodeForOther, http.StatusForbidden, "for-another", "Only a device or an administrator speaks for somebody else.", "The member operator names a person, and who is signed in is a person too.", "A terminal uses a person's token.", "Leave operator out, or give the terminal a token of role device."},
		{CodeNoBadge, http.StatusUnprocessableEntity, "no-such-badge", "The badge is not known.", "The member operator is no badge of an active person.", "The badge is new, blocked or was read wrongly.", "Have the badge registered, or read it again."},
		{CodeSignIn, http.StatusUnprocessableEntity, "sign-in-refused", "Badge and PIN sign nobody in.", "The badge is no good one, or the PIN is not that of its person; the answer is the same for both.", "A wrong PIN, or a badge that is unknown, revoked or of somebody disabled.", "Read the badge and enter the PIN again; if it stays, ask an administrator."},
		{CodePIN, http.StatusUnprocessableEntity, "pin-needed", "The badge does not sign in alone.", "The person signs in with badge and PIN.", "The person has a PIN, or may do more than work at stations, which a badge alone does not prove.", "Enter the PIN too; who has none has one set by an administrator."},
		{CodeWhoIsIt, http.StatusConflict, "who-is-it", "Several people are signed in here: who is it?", "A device sent a command without saying for whom.", "More than one person is signed in at the station.", "Send it again, under the same id, with the badge as operator, with the session, or with the token of the session."},
		{CodeNoSession, http.StatusUnprocessableEntity, "no-such-session", "There is no such session here.", "The member session names none that is open at this place.", "Its person has signed out, was not active for too long, or is signed in elsewhere.", "Sign in again and send the new session, or give the badge as operator."},
		{CodeTaken, http.StatusConflict, "badge-taken", "The badge belongs to somebody else.", "A badge stays with its person for good.", "It was given to another person before.", "Give another badge."},
		{CodeBrokenLink, http.StatusBadRequest, "broken-link", "The address is no GS1 Digital Link.", "The path has a GS1 key whose value, check digit or order is not what the standard allows.", "The code was typed or read wrongly, or the label is misprinted.", "Compare it with the label, or read it again."},
		{CodeTooManyQuestions, http.StatusTooManyRequests, "too-many-questions", "There were too many questions.", "More Digital Links were asked for without a sign-in than people scan.", "A program tries out numbers, or many people share one address.", "Wait as long as the header Retry-After says, or sign in."},
		{CodeTooMany, http.StatusRequestEntityTooLarge, "too-many", "The answer is too large.", "More fits than the question allows, or than one answer may hold.", "The question is too wide.", "Narrow the question, such as by times, or ask page by page."},
		{CodeEventExists, http.StatusConflict, "event-exists", "There is an event with this id.", "An event was captured whose id is known; an event is never changed.", "It was sent twice, or two events have one id.", "Leave it be, send another event under an id of its own, or declare the first one wrong by errorDeclaration."},
		{CodeNotShared, http.StatusNotFound, "not-shared", "Nothing about this is open to everybody.", "Whoever is not signed in is told what the plant shares, and nothing else: not even whether there is such a thing.", "There is no such thing here, or the plant definition does not share it.", "Sign in, or send a token of somebody who may read."},
		{CodeNameTaken, http.StatusConflict, "name-taken", "There is a query of this name.", "A query is kept under a name that another has; a named query is never changed.", "It was sent twice, or two have chosen one name.", "Choose another name, or drop the query first, which ends its subscriptions."},
		{CodeBadgeReported, http.StatusUnprocessableEntity, "badge-reported", "A badge is not reported.", "A session begins when the badge is read, not before.", "A terminal that was offline reports all that it has read meanwhile, a badge among it.", "Leave the badge out, and give it as operator of what its person did meanwhile."},
		{CodeFileType, http.StatusUnsupportedMediaType, "file-type", "Files of this type are not kept.", "The bytes are no JPEG, PNG, WebP or PDF file, and no text in UTF-8.", "It is another kind of file, such as a HEIC photo or a spreadsheet; or it is damaged, empty, or a picture of more than 100 million pixels.", "Send it as JPEG, PNG, WebP, PDF or plain text."},
		{CodeErased, http.StatusGone, "erased", "The file was erased.", "Its bytes were taken away for good, with the entry that named it.", "An administrator has erased the entry.", "None: it is not given back, and not kept again."},
		{CodeFault, http.StatusInternalServerError, "fault", "The server has made an error.", "Something happened that must not happen.", "A fault in the server; its log has the details under the same request id.", "Send the request again under the same command id; if it stays, report it with the request id."},
		{CodeNotDone, http.StatusNotImplemented, "not-done", "This is not done here.", "The address is one of the standard whose use is left to the server, and this server has none for it.", "A client lets go of tokens of pages, which hold nothing here.", "Leave it out: tokens need no care."},
		{CodeBusy, http.StatusServiceUnavailable, "busy", "The server is busy; nothing was done.", "The queue of commands is full, or the database gave way.", "More comes in than the store can commit.", "Send the same request again after the seconds in Retry-After."},
		{CodeTimeout, http.StatusGatewayTimeout, "timeout", "The answer took too long.", "The request ran out of time; a command may have been recorded.", "The store is slow, or the question is too large.", "Send a command again under its id; narrow a question."},
		{CodeFull, http.StatusInsufficientStorage, "disk-full", "The disk of the store is full; nothing was recorded.", "The database has no room for another entry.", "The data folder's disk, or the tablespace, is full.", "Free space or enlarge the disk; nothing that was acknowledged is lost."},
		{CodeStandby, http.StatusServiceUnavailable, "standby", "This server stands by and records nothing.", "Another server writes to the store.", "The request went to the wrong one of several servers.", "Send it to the writing server, or again: this one takes over when the other stops."},
		{CodeReadOnly, http.StatusServiceUnavailable, "read-only", "The journal is read-only.", "The server found the journal damaged or shorter than acknowledged, or was started to read only.", "A lost tail, an old backup, or a setting.", "Read /readyz for the reason, then: tracewright verify."},
		{CodeStopping, http.StatusServiceUnavailable, "stopping", "The server is stopping; nothing was done.", "The engine takes no more commands.", "The server is being shut down or restarted.", "Send the same request again in a moment."},
		{CodeNoStore, http.StatusServiceUnavailable, "no-store", "The store cannot be reached.", "The connection to the database was lost; a command may have been recorded.", "The database is down, or the network to it.", "Send the same request again under the same command id."},
		{CodeBehind, http.StatusServiceUnavailable, "behind", "The views are not that far yet.", "minSeq asks for entries that this server has not seen within its patience.", "The number is larger than the journal, or this server stands by and lags.", "Ask again, or ask the writing server."},
	}
}

// info is the row of a code.
func (c Code) info() CodeInfo {
	for _, i := range Codes() {
		if i.Code == c {
			return i
		}
	}
	return CodeInfo{Code: c, Status: http.StatusInternalServerError}
}
