package track

import (
	"sort"
	"strings"
)

// Code is the stable name of an answer ("T201"). Codes are never reused or
// renumbered.
type Code string

// Answer is the word of a verdict.
type Answer string

// The answers. On screens they read OK, STOP and CHECK.
const (
	Permit Answer = "permit"
	Refuse Answer = "refuse"
	Ask    Answer = "ask"
)

// The codes of the domain. Their texts are in the table below.
const (
	CodeOK               Code = "T000"
	CodeRecorded         Code = "T001"
	CodeUnknownCode      Code = "T101"
	CodeAmbiguous        Code = "T102"
	CodeWrongKind        Code = "T103"
	CodeTaken            Code = "T104"
	CodeBadValue         Code = "T105"
	CodeUnknownStation   Code = "T106"
	CodeUnknownPart      Code = "T107"
	CodeSerialPattern    Code = "T109"
	CodeUnknownPlace     Code = "T108"
	CodeMisread          Code = "T112"
	CodeRecovered        Code = "T113"
	CodePartOnly         Code = "T114"
	CodeLabelMixed       Code = "T115"
	CodeSerialReserved   Code = "T120"
	CodeReservationOver  Code = "T121"
	CodeSerialLost       Code = "T122"
	CodeNoReservation    Code = "T123"
	CodeNotInReservation Code = "T124"
	CodeSerialState      Code = "T125"
	CodeNoPool           Code = "T130"
	CodePoolDry          Code = "T131"
	CodePoolLow          Code = "T132"
	CodeNotInPool        Code = "T133"
	CodePoolState        Code = "T134"
	CodeInPool           Code = "T135"

	CodeWrongOperation Code = "T201"
	CodeNotRouted      Code = "T202"
	CodeInWork         Code = "T203"
	CodeNotInWork      Code = "T204"
	CodeDone           Code = "T205"
	CodeNotOnBOM       Code = "T301"
	CodeTooMany        Code = "T302"
	CodeUsed           Code = "T303"
	CodeShort          Code = "T304"
	CodeIncomplete     Code = "T305"
	CodeNotInside      Code = "T306"
	CodeInsideItself   Code = "T307"
	CodeNoMaterial     Code = "T310"
	CodeNoPosition     Code = "T311"
	CodeWrongMaterial  Code = "T312"
	CodeNotLoaded      Code = "T313"
	CodeExpired        Code = "T314"
	CodeFloorLife      Code = "T315"
	CodeUnmeasured     Code = "T401"
	CodeOutOfLimits    Code = "T402"
	CodeUnknownCheck   Code = "T403"
	CodeNoAttempts     Code = "T410"
	CodeRepairFirst    Code = "T411"
	CodeTooEarly       Code = "T412"
	CodeTooLate        Code = "T413"
	CodeCondition      Code = "T414"
	CodeRehit          Code = "T415"
	CodeOpenDefect     Code = "T416"
	CodeUnknownDefect  Code = "T417"
	CodeUnknownRework  Code = "T418"
	CodeNoDefect       Code = "T419"
	CodeNoFile         Code = "T420"
	CodeHeld           Code = "T501"
	CodeHeldInside     Code = "T502"
	CodeNoHold         Code = "T503"
	CodeTooDeep        Code = "T504"
	CodeNothingFits    Code = "T505"
	CodeMaybeHeld      Code = "T506"
	CodeNotOverridable Code = "T510"
	CodeNotAuthorised  Code = "T511"
	CodeOwnSignature   Code = "T512"
	CodeNoPermission   Code = "T513"
	CodeNoBreach       Code = "T514"
	CodeNotTheirs      Code = "T515"
	CodeNoBreachFits   Code = "T516"
	CodeNotOpen        Code = "T601"
	CodeInside         Code = "T602"
	CodeNotAway        Code = "T603"
	CodeQuantities     Code = "T621"
	CodeRunOpen        Code = "T631"
	CodeRunEnded       Code = "T632"
	CodeNoRun          Code = "T633"
	CodeNotInRun       Code = "T634"
	CodeNoPanel        Code = "T641"
	CodePanelPosition  Code = "T642"

	CodeNoOrder          Code = "T650"
	CodeOrderTaken       Code = "T651"
	CodeOrderState       Code = "T652"
	CodeOrderNotReleased Code = "T653"
	CodeOrderHeld        Code = "T654"
	CodeOrderClosed      Code = "T655"
	CodeOrderFull        Code = "T656"
	CodeOrderInWork      Code = "T657"
	CodeRevision         Code = "T658"

	CodeUnknownTool    Code = "T660"
	CodeNoTool         Code = "T661"
	CodeUnknownProgram Code = "T662"
	CodeWrongTool      Code = "T663"

	CodeNotCalibrated     Code = "T664"
	CodeCalibrationDue    Code = "T665"
	CodeCalibrationFailed Code = "T666"
	CodeFoundBad          Code = "T667"

	CodeWhoWorks           Code = "T670"
	CodeNotCertified       Code = "T671"
	CodeCertificateLapsed  Code = "T672"
	CodeCertificateRevoked Code = "T673"
	CodeLapsedInWork       Code = "T674"
	CodeUnknownSkill       Code = "T675"
	CodeUnknownLevel       Code = "T677"
	CodeNoCertificate      Code = "T676"

	CodeOnCarrier     Code = "T680"
	CodeCarrierFull   Code = "T681"
	CodePlaceTaken    Code = "T682"
	CodeNoPlace       Code = "T683"
	CodeNotOnCarrier  Code = "T684"
	CodeCarrierEmpty  Code = "T685"
	CodeCarrierLoaded Code = "T686"

	CodeWhichUnit      Code = "T690"
	CodeNothingInWork  Code = "T691"
	CodeNobodyHere     Code = "T692"
	CodeWhyScrap       Code = "T693"
	CodeNothingToUndo  Code = "T694"
	CodeTooLateToUndo  Code = "T695"
	CodeBuiltUpon      Code = "T696"
	CodeMeasured       Code = "T697"
	CodeLockedOut      Code = "T698"
	CodeUnlocks        Code = "T699"
	CodeToldElsewhere  Code = "T750"
	CodeToldAfterEnd   Code = "T751"
	CodeToldGone       Code = "T752"
	CodeNotReporter    Code = "T753"
	CodeLinesEvent     Code = "T754"
	CodeNoQuery        Code = "T760"
	CodeQueryTaken     Code = "T761"
	CodeNoSubscription Code = "T762"
	CodeNotYours       Code = "T763"
	CodeNoEntry        Code = "T701"
	CodeNotCorrectable Code = "T702"
	CodeCorrected      Code = "T703"
	CodeBadPlant       Code = "T706"
	CodePlantMoved     Code = "T707"
	CodeClock          Code = "T801"
	CodeBeforeItWas    Code = "T910"
	CodeDuplicate      Code = "T802"
	CodeSignedIn       Code = "T901"
	CodeSignedOut      Code = "T902"
	CodePINNeeded      Code = "T903"
	CodeBadgeRefused   Code = "T904"
	CodeNotHere        Code = "T905"
	CodeUnknownStop    Code = "T906"
	CodeNoCall         Code = "T907"
	CodeNotAnswerable  Code = "T908"
	CodeWhichCall      Code = "T909"

	CodeNotScannedBack Code = "T920"
	CodeOtherLabel     Code = "T921"
	CodeNoPrinter      Code = "T922"
	CodeNoLabel        Code = "T923"
	CodeLabelKind      Code = "T924"
	CodeNoPrintJob     Code = "T925"
	CodePrintState     Code = "T926"
	CodeUnknownPrinter Code = "T927"
)

// CodeInfo explains one code. Text and Next are sentences in which {name}
// stands for a piece of the evidence.
type CodeInfo struct {
	Code    Code
	Name    string // for people and logs: wrong-operation
	Text    string // what is wrong
	Next    string // what to do next
	Meaning string
	Cause   string
}

// codeTable is where docs/codes.md takes the codes of answers from.
var codeTable = []CodeInfo{
	{CodeOK, "ok", "{what}", "{next}", "The command was permitted and recorded.", "Nothing stood against it."},
	{CodeRecorded, "recorded", "{what}", "{next}", "What was reported has been recorded.", "A report is never refused; rules that it broke are listed as breaches."},

	{CodeUnknownCode, "unknown-code", "{code} is not known here.", "Scan another code of the object, or have it received or produced first.", "The code belongs to no object of this site.", "The object was never booked in, the label is another's, or the scanner read only part of the code."},
	{CodeAmbiguous, "ambiguous-code", "{code} fits {count} objects.", "Choose which one it is.", "The code belongs to several objects.", "Two makers used the same text, or a serial number was used twice."},
	{CodeWrongKind, "wrong-kind", "{code} is a {kind}, and this needs a {wanted}.", "Scan a {wanted}.", "The code names an object of another kind than the act needs.", "Another label than the meant one was scanned."},
	{CodeTaken, "identifier-taken", "{code} is the number of {object} already.", "Use another number, or scan the existing object.", "The number to be given belongs to another object.", "It was used before, or the same act was booked twice."},
	{CodeBadValue, "bad-value", "{field} is {value}: {problem}.", "Correct {field} and send it again.", "A value of the command cannot be used.", "It is missing, malformed or too large."},
	{CodeUnknownStation, "unknown-station", "There is no station {station}.", "Use a station of the plant definition, or add it there and apply.", "The plant definition has no such station.", "A typing error, or the plant definition is older than the line."},
	{CodeUnknownPart, "unknown-part", "There is no part {part}.", "Use a part of the plant definition, or add it there and apply.", "The plant definition has no such part number and revision.", "A typing error, or the part is new."},
	{CodeSerialPattern, "serial-pattern", "{code} is no serial number of {part}: they look like {pattern}.", "Scan the serial number itself, or print another label.", "The number does not have the pattern that the plant definition gives to the part.", "Another code of the label was scanned, or the label is of another product."},
	{CodeUnknownPlace, "unknown-place", "There is no place {place}.", "Use an area, a line or a station of the plant definition{near}; or add it there and apply.", "The plant definition has no area, line or station with this code.", "A typing error, or the place is new."},

	{CodeMisread, "misread", "{code} looks misread: {problem}.", "{fix}", "The check digit of the code is wrong, so that it may stand for something else.", "The symbol is damaged, or a number was typed wrongly. Where the text is right as it stands, confirm it."},
	{CodeRecovered, "recovered-code", "{code} came damaged and is taken as {reading}: {reason}.", "Set the reader to send the group separator.", "The reader has lost or replaced the separators of the code; the rules leave one reading.", "A keyboard wedge drops control characters."},
	{CodePartOnly, "part-only", "{code} says only that it is {part}.", "Scan its serial number or its lot.", "The code names a part, and nothing of it is loaded or in work here.", "The label of the product was scanned in place of that of the unit or lot."},
	{CodeLabelMixed, "label-mixed", "The codes are no one label: {problem}.", "{fix}", "Several codes were sent as those of one label, and they contradict each other or cannot be joined.", "Codes of two labels were scanned, or one that does not say what it is."},

	{CodeSerialReserved, "serial-reserved", "{code} is set aside for {for} ({reservation}).", "Take a number that is set aside for this, or a new one; or give {code} back first.", "The serial number is set aside for another work order or another station.", "A label of another order or station was taken, or the unit was booked for the wrong order."},
	{CodeReservationOver, "reservation-over", "{code} was set aside for {for} until {until} ({reservation}).", "Give the number back, and take a new one.", "The time has passed until which the number could be given to a unit.", "Numbers that were reserved long ago, or labels that were printed then, are still in use."},
	{CodeSerialLost, "serial-written-off", "{code} was written off ({reservation}): {reason}.", "Take another number, and destroy the label.", "The serial number was written off, so that no unit may bear it.", "A label that was thought to be lost or destroyed has come up again."},
	{CodeNoReservation, "no-reservation", "There is no reservation {reservation}.", "Look for it: tracewright serial reservations.", "No serial numbers were set aside under this number.", "A typing error, or it is of another site."},
	{CodeNotInReservation, "not-in-reservation", "{code} is not among the numbers of {reservation}.", "Give numbers that were set aside under it.", "The serial number does not belong to the reservation.", "A typing error, or it was set aside under another number."},
	{CodeSerialState, "serial-state", "{code} is {state}.", "Leave it out.", "What was asked for cannot follow on the state of the serial number.", "A unit bears it, or somebody was quicker."},
	{CodeNoPool, "no-pool", "There is no pool {pool}.", "Use a pool of the plant definition, or add it there and apply.", "The plant definition has no such pool of numbers.", "A typing error, or the pool is new."},
	{CodePoolDry, "pool-dry", "Pool {pool} has no number left.", "Have more numbers loaded: tracewright pool import.", "A number was to be drawn, and none is free.", "The customer has given too few, or the warning was overlooked."},
	{CodePoolLow, "pool-low", "Pool {pool} has {left} numbers left.", "Have more numbers loaded before it runs dry.", "So few numbers are left as the plant definition warns of.", "Numbers were drawn, and no more were loaded."},
	{CodeNotInPool, "not-in-pool", "{code} is no number of pool {pool}.", "Use a number that was loaded into it.", "The number was never loaded into the pool.", "A typing error, or the number is of another customer or product."},
	{CodePoolState, "pool-number-state", "{code} of pool {pool} is {state}.", "Take another number.", "What was asked for cannot follow on the state of the number.", "It was drawn by a unit, given back or declared void."},
	{CodeInPool, "in-pool", "{code} stands in {where} already.", "Leave it out.", "The number, or one of the range, is in the list or in a pool of the same scheme already.", "A list was loaded twice, or two ranges overlap."},

	{CodeWrongOperation, "wrong-operation", "{object} must pass {expected} first.", "Take it to {expected}{at}.", "The object is not due at this operation.", "An earlier operation of its route has not been passed."},
	{CodeNotRouted, "not-routed", "{object} ({part}) does not come through {station}.", "{fix}", "No operation of this station is on the route of the part.", "The part is another than the station makes, or it has no route."},
	{CodeInWork, "in-work", "{object} is in work at {station} already.", "Complete it there first.", "The object has begun an operation and not ended it.", "The last station was left without completing."},
	{CodeNotInWork, "not-in-work", "{object} is not in work at {station}.", "Start it here first.", "The act needs an object that has begun its operation at this station.", "It was not scanned in, or was completed already."},
	{CodeDone, "operation-done", "{object} has passed {operation} already.", "Take it to {expected}{at}.", "The operation has been passed, and its results stand.", "The object was scanned a second time."},

	{CodeNotOnBOM, "not-on-bom", "{component} ({part}) does not go into {object} here.", "Take one of: {expected}.", "The component is not on the bill of material for this operation.", "A wrong part was picked, or an alternate is missing in the definition."},
	{CodeTooMany, "too-many", "{object} has all {quantity} of {part} already.", "Put {component} back.", "The bill of material asks for no more of this component.", "It was scanned twice, or another one is missing."},
	{CodeUsed, "already-used", "{component} is in {parent} already.", "Take another one; if the record is wrong, remove it there first.", "The component is inside something else.", "A wrong part was picked, or its removal was never booked."},
	{CodeShort, "not-enough", "{component} has {left} left, and {wanted} are wanted.", "Count it, or take another lot.", "The books have less than is to be taken.", "An earlier use was booked too high, a receipt too low, or the wrong lot was scanned."},
	{CodeIncomplete, "components-missing", "{object} still needs {missing}.", "Scan {missing}.", "Not everything that the operation builds in has been scanned.", "A component was forgotten, or its scan was refused."},
	{CodeNotInside, "not-inside", "{component} is not inside {object}.", "Scan what is inside it: {contents}.", "The record does not have the one in the other.", "Another one was scanned, or it was taken out before."},
	{CodeInsideItself, "inside-itself", "{component} holds {object}, so it cannot go into it.", "Check which of the two holds the other.", "An object would come to be inside itself.", "Parent and component were scanned in the wrong order."},

	{CodeNoMaterial, "no-material", "{object} draws {part} from {position}, and none is loaded there.", "Load {part} at {position}.", "The operation draws on material at a position, and the record has nothing there that fits.", "A reel ran out, was changed without a scan, or was never set up."},
	{CodeNoPosition, "no-such-position", "{station} has no position of material {position}.", "Use one of: {expected}.", "Material is loaded at a position that the plant definition has for it.", "A typing error, or the position is missing in the definition."},
	{CodeWrongMaterial, "wrong-material", "{component} ({part}) is not used at {position}.", "Load one of: {expected}.", "Nothing that is made at the station draws this part from the position.", "A wrong reel or box was taken, or an alternate is missing in the definition."},
	{CodeNotLoaded, "not-loaded", "{object} is not loaded at {position}.", "Scan what is there: {contents}.", "The record does not have the material at the position.", "Another position was meant, or it was taken off before."},
	{CodeExpired, "expired", "{component} has expired: its shelf life ended at {expired}.", "Take another lot; quality may extend its life after a test.", "The shelf life of the material is over.", "It lay too long, or its expiry was recorded wrongly."},
	{CodeFloorLife, "floor-life-over", "{component} has been open for {over} more than its floor life.", "Bake it, or take another one.", "The material was open for longer than its part allows.", "It was opened and neither used up nor sealed, or its sealing was never recorded."},

	{CodeUnmeasured, "not-measured", "{object} has no good result for {missing}.", "Measure {missing}.", "A required characteristic has no passing result in this visit.", "The measurement was not made, or did not arrive."},
	{CodeOutOfLimits, "out-of-limits", "{characteristic} of {object} is {value}, allowed are {limits}.", "Repeat the measurement, or fail the operation.", "A result lies outside its limits.", "The product or the measurement is bad."},
	{CodeUnknownCheck, "unknown-characteristic", "{characteristic} is not measured at {station} for {object}.", "Measured there: {expected}.", "The plant definition has no such characteristic at this operation.", "A typing error, or a tester is set up for another product."},

	{CodeNoAttempts, "no-attempts-left", "{object} has had all {count} attempts at {operation}.", "Rework it, or have it decided.", "The operation may be tried only so often.", "It failed again and again; a recorded rework opens new attempts."},
	{CodeRepairFirst, "repair-first", "{object} has failed {operation} {count} times without a repair.", "Record the rework, then test again.", "A failed test may be repeated only so often before something is repaired.", "It was tested again in the hope of a better result."},
	{CodeTooEarly, "too-early", "{object} left {since} {time} ago; {operation} needs at least {limit}.", "Wait another {wait}.", "A time to keep since another operation has not passed yet.", "Glue, paint or heat needs its time."},
	{CodeTooLate, "too-late", "{object} left {since} {time} ago; {operation} must begin within {limit}.", "Put it aside and call the lead.", "The time within which the operation must follow another has passed.", "It stood too long in a queue."},
	{CodeCondition, "condition", "{object}: {text}.", "{next}", "A condition of the plant definition is not true.", "See the text; the process engineer has written the condition."},
	{CodeRehit, "rehit", "{characteristic} at {place} of {object} is good already.", "Go on with the next place.", "A joint that is tight was tightened again, which proves nothing.", "The tool was set on the same screw twice, so another one may be loose."},
	{CodeOpenDefect, "open-defect", "{object} has a defect: {defect}{place}.", "Rework it, scrap it, or have it decided.", "A defect has been found and nobody has decided on it.", "It was moved on before the decision."},
	{CodeUnknownDefect, "unknown-defect", "There is no defect {defect}.", "Use one of: {known}.", "The plant definition has no such defect code.", "A typing error, or the defect is new."},
	{CodeUnknownRework, "unknown-rework", "Route {route} has no rework {rework}.", "Use one of: {known}.", "The route of the part names no such rework, or has no such operation.", "A typing error, or the rework is new."},
	{CodeNoDefect, "no-open-defect", "{object} has no open defect.", "Report the defect first.", "There is nothing to decide.", "Somebody else has decided, or another object is meant."},
	{CodeNoFile, "unknown-attachment", "The server has no attachment {file}.", "Upload the file first, and name it by the SHA-256 that the answer gives.", "A command names a file by its SHA-256, and no such file is kept.", "The file was not uploaded, was dropped since nothing named it, was erased, or the digits are of another one; or a plant definition names a file beside it, and was published in another way than by tracewright apply."},

	{CodeHeld, "held", "{object} is on hold: {reason}.", "Put it aside and call {owner}; hold {hold}.", "A hold lies on the object and blocks this act.", "Quality placed it; it stands until it is released."},
	{CodeHeldInside, "held-inside", "{object} contains {held}, which is on hold: {reason}.", "Put it aside and call {owner}; hold {hold}.", "Something inside the object is on hold.", "A held lot or component was built in, used up or packed."},
	{CodeNoHold, "no-such-hold", "There is no open hold {hold}.", "List the open holds and take one of them.", "The hold is not known, or was released.", "A typing error, or somebody else released it."},
	{CodeTooDeep, "too-much-inside", "{object} contains more than {count} objects, too many to check for holds.", "Split the act into smaller packages.", "The walk through what is inside was cut.", "A package of unusual size, or a loop in old records."},
	{CodeNothingFits, "nothing-fits", "No object fits {where}.", "Look at the spelling and the times; list the objects with the same filter first.", "The scope of a hold fits no object.", "A typing error, or a time window beside what is meant. A standing hold may begin empty."},
	{CodeMaybeHeld, "maybe-held", "{object} may contain {held}, which is on hold: {reason}. {possible}", "Put it aside and call {owner}; hold {hold}.", "It is possible, not proven, that something on hold is inside.", "Material was changed without a scan, or a report named several candidates."},
	{CodeNotOverridable, "not-overridable", "Nobody may override {rule}.", "Ask the process engineer to name it under overrides in the plant definition, or for a concession.", "The plant definition does not say who may override this rule.", "The rule is meant to hold always, or was forgotten in the definition."},
	{CodeNotAuthorised, "not-authorised", "Only {roles} may override {rule}.", "Call {roles}.", "Who gives the override has none of the roles that the plant definition names.", "Another person must sign in."},
	{CodeOwnSignature, "own-signature", "{permission} needs no signature of yours.", "Have another authorised person sign it.", "The second signature is never one's own, and is given once.", "The same person signed twice, or the override needs one signature only."},
	{CodeNoPermission, "no-such-permission", "There is no open override or concession {permission}.", "List the open ones and take one of them.", "It is not known, was used, has expired or was taken back.", "A typing error, or it was used already."},
	{CodeNoBreach, "no-such-breach", "Entry {entry} tells of no open breach.", "List the open breaches and take one of them.", "There is no such breach, or it was closed.", "A typing error, or somebody else was quicker."},
	{CodeNotTheirs, "not-theirs-to-answer", "Only {roles} may close breaches of {rules}.", "Close those that you answer for (owner=ROLE), and have {roles} close the others.", "The plant definition says which role answers for a rule; quality and admin may answer for every one.", "Another person must sign in, or the filter picks more than was meant."},
	{CodeNoBreachFits, "no-breach-fits", "No open breach fits {where}.", "List the open breaches with the same filter.", "The filter picks no breach that is open.", "A typing error, or somebody else was quicker."},

	{CodeNotOpen, "not-available", "{object} is {life}.", "Take another one; if the record is wrong, correct it.", "The object is scrapped, used up, shipped or void.", "A wrong object was scanned, or an earlier record is wrong."},
	{CodeInside, "inside-another", "{object} is inside {parent}.", "Take it out of {parent} first, or scan {parent}.", "The object moves with what it is in.", "It was packed or built in, and never taken out."},
	{CodeNotAway, "not-away", "{object} has not left the site.", "Nothing to receive: it is {life}.", "Only what was shipped can come back.", "A wrong object was scanned, or its shipment was never booked."},

	{CodeQuantities, "quantities-differ", "Of {object}, {in} are in work, and {total} are accounted for.", "Count again: good, scrap and rework make up what is in work, or less of it where the rest stays there.", "What became of a lot at an operation does not add up to what was in work.", "A miscount, or pieces that were lost, taken away or booked elsewhere."},
	{CodeNoOrder, "no-such-order", "There is no work order {order}.", "Look at the number, or have the order created and released.", "Nobody has made a work order of this number known.", "A typing error, or the ERP's orders have not been imported yet."},
	{CodeOrderTaken, "order-taken", "Work order {order} is known already: {ordered}.", "Use change-order to change it, or another number.", "The number belongs to a work order with other terms.", "Its terms were changed, here or in the ERP, or a number was used twice."},
	{CodeOrderState, "order-state", "Work order {order} is {state}; this needs one that is {wanted}.", "List the work orders and take another one.", "The act does not fit the state of the work order.", "Somebody else was quicker, or another order was meant."},
	{CodeOrderNotReleased, "order-not-released", "Work order {order} is not released yet.", "Wait for its release, or work on another order.", "Nothing is made or begun for a work order before its release.", "The planner has not released it, or the wrong papers were taken."},
	{CodeOrderHeld, "order-held", "Work order {order} is on hold: {reason}.", "Put it aside and work on another order.", "Nothing is made or begun for a work order on hold; what is at an operation may be completed.", "The planner has stopped it."},
	{CodeOrderClosed, "order-closed", "Work order {order} is closed.", "Take the papers away and work on another order.", "Nothing more is made or begun for a closed work order; what had begun goes on.", "It was finished or cancelled."},
	{CodeOrderFull, "order-full", "Work order {order} is for {ordered}, and has {made} already.", "Check the count; if more are wanted, have the quantity of the order changed.", "More would be made or begun than was ordered; what was scrapped does not count.", "A unit was made twice, or spare ones are made on purpose."},
	{CodeOrderInWork, "order-in-work", "{count} are in work for {order}: {objects}.", "Finish or scrap them first, or confirm: then they go on to be finished by what the order froze.", "A work order is closed while something that has begun is not finished.", "It is closed early, or finished work was not booked."},
	{CodeRevision, "wrong-revision", "{object} of {part} is to be revision {expected}, not {revision}.", "Leave the revision out; or make a work order that names the other one.", "New objects get the revision that their work order names, else the one that has begun by the plant definition, and this names another.", "A revision was typed that has not begun, has ended, or begins with another serial number."},
	{CodeUnknownTool, "unknown-equipment", "There is no equipment {equipment}.", "Use the code that the plant definition has for it, or add it there and apply.", "The plant definition has no equipment with this code, and no object is a piece of it.", "A typing error, or the piece is new."},
	{CodeNoTool, "no-equipment", "{operation} needs {wanted}, and nobody has said which.", "Say which it is done with: {choices}.", "The operation asks for equipment that was not named, and the station has none or several that it can be.", "A tool is missing, or it stands at the station and not in the plant definition."},
	{CodeUnknownProgram, "unknown-program", "{equipment} does not run {program}.", "Run one of: {known}.", "The plant definition lists the programs of the equipment, and this is none of them.", "A wrong or an old program was chosen."},
	{CodeWrongTool, "wrong-equipment", "{equipment} is not for {object} ({part}).", "Take another one; it is for {parts}.", "The plant definition lists the parts that the equipment is for, and this is none of them.", "The wrong fixture or tool was taken."},
	{CodeNotCalibrated, "not-calibrated", "{equipment} has never been calibrated, as far as is recorded.", "Take another one, or record its calibration.", "The plant definition says how long a calibration of this equipment is good, and none was on record for that time.", "It is new, its calibration was not booked, or a correction has voided it."},
	{CodeCalibrationDue, "calibration-overdue", "{equipment} was to be calibrated by {due}; its last calibration is of {made} ({certificate}).", "Take another one, and let this one be calibrated.", "The calibration of the equipment has run out.", "It was not sent in in time, or the new calibration has not been booked."},
	{CodeCalibrationFailed, "calibration-failed", "{equipment} failed its last calibration, of {made} ({certificate}).", "Take another one; this one must be repaired and calibrated first.", "The last calibration has left the equipment bad.", "It drifted, was damaged or could not be adjusted."},
	{CodeFoundBad, "found-bad", "{equipment} was found bad ({certificate}): {objects} made or measured with it since {since}.", "Hold what was made or measured with it until it has been checked.", "A calibration has been recorded that found the equipment bad, so that what it did since the last good check is in doubt.", "It drifted or was damaged since its last good check."},

	{CodeWhoWorks, "who-works", "{operation} asks for {skills}, and nobody is known at {station}.", "Scan your badge, then go on.", "Station or operation ask for skills, and nothing tells who does the work.", "Nobody has signed in, or the session has ended."},
	{CodeNotCertified, "not-certified", "{person} is not certified for {skill}, which {operation} asks for.", "Let somebody do it who is certified; or have the certificate recorded.", "Whoever works has no certificate for a skill that station or operation ask for, or none that has begun.", "The training is missing, or its certificate was not recorded."},
	{CodeCertificateLapsed, "certificate-lapsed", "{person} was certified for {skill} until {ended} ({certificate}).", "Let somebody do it who is certified; or have the certificate renewed.", "The certificate for a skill that station or operation ask for has ended.", "It was not renewed in time, or the renewal was not recorded."},
	{CodeCertificateRevoked, "certificate-revoked", "The certificate of {person} for {skill} was revoked on {ended} ({certificate}).", "Let somebody do it who is certified.", "The certificate for a skill that station or operation ask for was taken back.", "Quality has revoked it; its entry says why."},
	{CodeLapsedInWork, "lapsed-in-work", "{person} was certified for {skill} when they began {operation}; that ended on {ended} ({certificate}).", "Confirm to complete what was begun, and have the certificate renewed.", "The certificate of whoever completes an operation has ended since they began it. What was begun stands.", "It ran out, or was revoked, during the work."},
	{CodeUnknownSkill, "unknown-skill", "There is no skill {skill}; known are {known}.", "Use a skill of the plant definition, or add it there and apply.", "The plant definition has no such skill.", "A typing error, or the skill is new."},
	{CodeUnknownLevel, "unknown-level", "Skill {skill} has no level {level}; known are {known}.", "Use a level of the plant definition, or add it to the skill there and apply.", "The plant definition names the levels of the skill, and this is none of them.", "A typing error, or the level is new."},
	{CodeNoCertificate, "no-such-certificate", "There is no certificate {certificate} that could be revoked.", "Look it up in the list of certificates.", "No certificate has that number, or it was revoked before.", "A typing error, or it was revoked twice."},

	{CodeOnCarrier, "on-a-carrier", "{object} is on {carrier} already.", "Unload it there first, or take another one.", "An object is on one carrier at a time.", "Another label was scanned, or it was put over without a scan."},
	{CodeCarrierFull, "carrier-full", "{carrier} has places for {count}, and {wanted} would be on it.", "Take another carrier, or unload this one first.", "The plant definition says how many objects the carrier takes.", "Too many were scanned, or what was on it was never unloaded."},
	{CodePlaceTaken, "place-taken", "Place {place} of {carrier} is taken by {object}.", "Use another place, or unload {object} first.", "One object is at a place of a carrier.", "A place was scanned twice, or what was there was never unloaded."},
	{CodeNoPlace, "no-such-place", "{carrier} has no place {place}.", "Use a place from 1 to {count}.", "The plant definition says how many places the carrier has.", "A typing error, or another carrier was meant."},
	{CodeNotOnCarrier, "not-on-carrier", "{object} is not on {carrier}.", "Scan what is on it: {contents}.", "The record does not have the object on the carrier.", "Another one was scanned, or it was taken off before."},
	{CodeCarrierEmpty, "carrier-empty", "Nothing that could be worked on is on {carrier}.", "Load it first with load-carrier, or scan the units themselves.", "A carrier stands for all that it carries.", "It was unloaded, or never loaded with a scan."},
	{CodeCarrierLoaded, "carrier-still-loaded", "{carrier} still carries {contents} from {place}.", "Unload it first with unload-carrier, or confirm that these are on it.", "More is put on a carrier elsewhere than what it carries already, or the carrier is scrapped.", "What was on it was taken off without a scan."},

	{CodeRunOpen, "run-not-ended", "Run {run} at {place} has not ended: {objects} in it.", "End it first, or confirm that it was left; its objects have not passed.", "A machine cycle begins where the one before has not ended.", "Its end was not booked, or the machine takes several runs at positions of their own."},
	{CodeRunEnded, "run-ended", "Run {run} has ended.", "Start a run under another number, or leave the number out.", "The number is that of a run that took place.", "A number was used twice, or an object was put in too late."},
	{CodeNoRun, "no-such-run", "No run {run} is under way{place}.", "Take one of: {expected}.", "There is no such run that could be ended or measured.", "A typing error, or it was ended already."},
	{CodeNotInRun, "not-in-run", "{object} is not in run {run}.", "Take out what is in it: {contents}.", "The object is not in work with this run.", "Another one was scanned, or it was taken out before."},

	{CodeWhichUnit, "which-unit", "{count} in work at {station} can be meant.", "Choose the one that {act}.", "What was scanned can go with several objects in work.", "Several are in work, and none was scanned by the same person at the same position just before."},
	{CodeNothingInWork, "nothing-in-work", "Nothing is in work at {place}.", "Scan a unit or lot first, then the command code.", "A command code acts on what is in work.", "It was completed already, or never scanned in."},
	{CodeNobodyHere, "nobody-signed-in", "Nobody is signed in at {place}.", "Nothing to do: whoever works here next reads their badge.", "A command code is to end a session where there is none.", "It was scanned twice, or the session has ended by itself."},
	{CodeWhyScrap, "why-scrap", "Why is {object} scrapped?", "Choose the reason, or scan the command code with one.", "Nothing is destroyed without a reason.", "The command code names none."},
	{CodeNothingToUndo, "nothing-to-undo", "There is nothing of yours to take back at {place}.", "Have quality correct the entry, if one is wrong.", "Undo takes back one's own last booking at a place.", "It was taken back already, or booked by another person, in another session or at another place."},
	{CodeTooLateToUndo, "too-late-to-undo", "Entry {entry} was booked {time} ago; undo takes back what is not older than {limit}.", "Have quality correct the entry.", "Undo is limited in time.", "Work went on before somebody noticed."},
	{CodeBuiltUpon, "built-upon", "{object} has moved on since: entry {later} builds upon entry {entry}.", "Take that back first, or have quality correct the entry.", "What others have built upon is not taken back.", "The object was worked on elsewhere, or measured, meanwhile."},
	{CodeMeasured, "measured", "Entry {entry} is what a device has measured.", "Measure again: the last result counts.", "A measurement of a device is never taken back.", "The last booking here was a measurement."},

	{CodeLockedOut, "locked-out", "{station} is in {state}: {reason}.", "Keep off, until whoever set it sets another state.", "No work is done at a station in a state of lockouts.", "Somebody works on the machine, or forgot to set another state when they were done."},
	{CodeUnlocks, "ends-lock-out", "A person has set {station} to {state}; a {source} cannot end that.", "Whoever set it sets another state.", "A state that locks a station out, and that a person has set, is ended by a person.", "A machine was switched on while somebody works on it, or its signal is wrong."},

	{CodeNoPanel, "no-panel", "{object} ({part}) is no panel that could be parted.", "Scan a panel, or give the part its panel in the plant definition.", "Only a unit of a part that is made in panels is parted, once, and only while a position is live.", "Another label was scanned, or every position is crossed out."},
	{CodePanelPosition, "no-such-panel-position", "{object} has no live position {position}.", "Its live positions are: {live}.", "The position is beyond the panel, or crossed out already.", "A typing error, or the position was marked twice."},

	{CodeNoEntry, "no-such-entry", "The journal has no entry {entry} that this can correct.", "Look the entry up in the object's history.", "The entry does not exist, or did nothing that could be undone.", "A typing error."},
	{CodeNotCorrectable, "not-correctable", "Entry {entry} is a {kind}; it is not corrected but answered by a new act.", "Record the opposite act instead.", "Holds, plant versions and corrections are not undone by a correction.", "The entry is of another kind than was thought."},
	{CodeCorrected, "already-corrected", "Entry {entry} was declared wrong already.", "Record what really happened.", "A record is corrected once.", "Somebody else was quicker."},
	{CodeBadPlant, "bad-plant", "The plant definition has a fault: {problem}.", "{fix}", "The definition cannot be published.", "See the fault."},
	{CodePlantMoved, "plant-moved-on", "The definition was made from version {base}, and version {version} is current by now.", "Look at what version {version} changed, take it over, and publish again.", "Publishing it would undo what others have published since.", "Two people change the plant at the same time."},

	{CodeBeforeItWas, "before-it-existed", "{object} is known since {since}; this was {time} earlier.", "Check the time and the label; correct the entry, if one is wrong.", "A report tells of an object at a time at which nothing says that it existed.", "A clock is wrong, the object was booked in late, or another one was meant."},
	{CodeClock, "clock-ahead", "The clock of {source} is {ahead} ahead.", "Set its clock; the server's time was used.", "A source gave a time that lies in the future.", "Its clock is wrong."},
	{CodeDuplicate, "duplicate-id", "The id {command} is that of another command, which entry {entry} holds.", "Send this command under an id of its own; nothing of it was recorded.", "An id stands for one command for ever: a repeat of it gets the first answer, and anything else under it is refused.", "A client gives an id twice, or changed a command before it sent it again."},

	{CodeSignedIn, "signed-in", "{person} is signed in at {station}.", "{next}", "A badge was read, and its person is signed in at the station.", "The person was not signed in there."},
	{CodeSignedOut, "signed-out", "{person} is signed out of {station}.", "Whoever works here next reads their badge.", "A badge was read, and its person is signed out of the station.", "The person was signed in there."},
	{CodePINNeeded, "pin-needed", "The badge does not sign in alone.", "Enter the PIN.", "The person signs in with badge and PIN (POST /api/v1/stations/{station}/sign-in).", "The person has a PIN, or may do more than work at stations, which a badge alone does not prove."},
	{CodeBadgeRefused, "badge-refused", "The badge is not good.", "Use another badge, or have it given back to you.", "The badge signs nobody in.", "It was revoked, or its person is disabled."},
	{CodeUnknownStop, "unknown-stop-reason", "There is no reason to stop {reason}.", "Use one of: {known}.", "The plant definition has no such reason for a stop.", "A typing error, or the reason is new."},
	{CodeNoCall, "no-such-call", "There is no open call {call}.", "List the open calls and take one of them.", "There is no such call, it was resolved, or somebody has acknowledged it already.", "A typing error, or somebody else was quicker."},
	{CodeNotAnswerable, "not-answerable", "Only {roles} may {act} a call for {kind}.", "Call {roles}; the call {call} stands.", "The plant definition says who answers calls of the kind.", "Another person must sign in."},
	{CodeWhichCall, "which-call", "{count} calls are open at {station}.", "Choose one.", "A call was to be answered, and nobody said which.", "Several calls are open at the station."},
	{CodeNotHere, "not-here", "The badge is not good at {station}.", "Go to a station of yours, or have the station added to your scope.", "The person may not work at this station.", "The scope of the person leaves the station out."},

	{CodeToldElsewhere, "told-elsewhere", "{object} is at {here}, and was reported at {place}.", "Look whether it is here; ask whoever reported it, or book in where it has gone.", "A partner has reported an object at a place where it cannot be, since it is here by the plant's own records.", "A label was used twice, the object left without a record, or the report is wrong."},
	{CodeToldGone, "told-gone", "{object} is at {here}, and {place}, which is of this plant, reports the step {step}.", "Book at the line what has happened; or have whoever reported it declare the event wrong.", "Another system has reported at a place of the plant that an object left, ended or went into something, and the line has no record of it.", "The line was not told, a label was used twice, or the report is wrong."},
	{CodeNotReporter, "not-reporter", "It was not you who reported the event {event}.", "Ask whoever reported it, or the plant, to declare it wrong.", "A partner declares wrong only what the partner itself has reported.", "The id of another's event was given, or another token is used now."},
	{CodeLinesEvent, "lines-event", "The event {event} is of the plant's own records.", "Correct entry {entry} at the line: tracewright do correct entry={entry} reason=…", "What the line has recorded is corrected there, not by an event from outside.", "An event of the plant was sent back with an error declaration."},
	{CodeNoQuery, "no-such-query", "There is no query {query}.", "Look its name up with GET /epcis/queries, or name it first with name-query.", "A named query that does not stand is run, subscribed to or dropped.", "A typing error, or it was dropped."},
	{CodeQueryTaken, "query-taken", "There is a query {query} already.", "Choose another name; or drop the query first, which ends its subscriptions.", "A named query is never changed.", "The name is used twice."},
	{CodeNoSubscription, "no-such-subscription", "There is no subscription {subscription}.", "Look its number up in the list of the query's subscriptions.", "A subscription that does not stand is ended.", "A typing error, or it has ended with its query."},
	{CodeNotYours, "not-yours", "It was not you who made {what}.", "Ask whoever made it, or an administrator.", "A partner ends only what is the partner's own.", "The number of another's was given."},
	{CodeToldAfterEnd, "told-after-end", "{object} is {life}, and was reported at {place}.", "Ask whoever reported it; correct the record of its end if it was wrong.", "A partner has reported an object that is no more by the plant's own records.", "A label was used twice, or the report or the record is wrong."},

	{CodeNotScannedBack, "not-scanned-back", "Label {label} of {object} was not scanned back: print job {job} is {state}.", "Put the label on {object} and scan it; where it was not printed, print it again.", "A label that must be scanned once it is on its object was not.", "It was not printed, not put on, or put on and not scanned."},
	{CodeOtherLabel, "other-label", "{read} is not what label {label} of {object} says: it reads {expected}.", "Take the label off, find out which object it belongs to, and put the right one on.", "What was scanned back is not what was printed.", "Two labels were swapped, or the symbol was printed badly."},
	{CodeNoPrinter, "no-printer", "No printer prints {label} at {place}.", "Name a printer, or give the station one in the plant definition.", "There is no printer that takes the label, or several and none is named.", "The printer is missing in the plant definition, or prints other labels only."},
	{CodeNoLabel, "no-such-label", "There is no label {label}.", "Use a label of the plant definition, or add it there and apply.", "The plant definition has no such label.", "A typing error; or it is one to begin with, which is not part of the definition yet."},
	{CodeLabelKind, "label-of-another-kind", "Label {label} is not for a {kind}: it is for a {wanted}.", "Use another label.", "The label is for things of another kind.", "Another label or another object was meant."},
	{CodeNoPrintJob, "no-such-print-job", "There is no print job {job}.", "Look it up among the print jobs.", "No label was printed under this number, or for this object.", "A typing error."},
	{CodePrintState, "print-job-state", "Print job {job} is {state}.", "{next}", "What was asked for cannot follow on the state of the print job.", "Somebody else was quicker, or the job has ended already."},
	{CodeUnknownPrinter, "unknown-printer", "There is no printer {printer}.", "Use a printer of the plant definition, or add it there and apply.", "The plant definition has no such printer.", "A typing error, or the printer is new."},
}

// Codes lists every code with its texts, in the order of the codes.
func Codes() []CodeInfo {
	all := append([]CodeInfo(nil), codeTable...)
	sort.SliceStable(all, func(i, j int) bool { return all[i].Code < all[j].Code })
	return all
}

// Info returns the texts of a code; false for one that is not of this table.
func (c Code) Info() (CodeInfo, bool) {
	for _, info := range codeTable {
		if info.Code == c {
			return info, true
		}
	}
	return CodeInfo{}, false
}

// Fill puts the evidence into a sentence of the table. A piece that is not
// given reads as nothing.
func Fill(sentence string, evidence Evidence) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(sentence, '{')
		if open < 0 {
			b.WriteString(sentence)
			return b.String()
		}
		end := strings.IndexByte(sentence[open:], '}')
		if end < 0 {
			b.WriteString(sentence)
			return b.String()
		}
		b.WriteString(sentence[:open])
		b.WriteString(evidence[sentence[open+1:open+end]])
		sentence = sentence[open+end+1:]
	}
}
