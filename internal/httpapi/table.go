package httpapi

import (
	"net/http"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/auth"
	"github.com/tracewright/tracewright/internal/resolver"
)

// table lists every route of the server. What is not here is not found.
func (s *server) table() []route {
	const get, post, del = http.MethodGet, http.MethodPost, http.MethodDelete
	given := []auth.Access{auth.Operate, auth.Quality, auth.Plan, auth.Define, auth.Capture}
	seen, audited := []auth.Access{auth.Read}, []auth.Access{auth.Audit}
	floor, present := []auth.Access{auth.Operate}, []auth.Access{auth.Operate, auth.Audit}
	handed, told := []auth.Access{auth.Capture}, []auth.Access{auth.Read, auth.Query}
	planned := []auth.Access{auth.Read, auth.Define}
	return append([]route{
		{method: post, path: "/api/v1/stations/{station}/scans", id: "scan", tag: "commands", access: []auth.Access{auth.Operate}, summary: "Send a code that was read at a station", document: describeScan, mount: raw((*server).postScan)},
		{method: post, path: "/api/v1/commands", id: "command", tag: "commands", access: given, summary: "Have a command judged and recorded", document: describeCommand, mount: raw((*server).postCommand)},
		{method: post, path: "/api/v1/commands:batch", id: "commandBatch", tag: "commands", access: given, summary: "Have up to 1000 commands judged and recorded, in their order", document: describeBatch, mount: raw((*server).postBatch)},

		{method: post, path: "/api/v1/stations/{station}/sign-in", id: "signIn", tag: "sessions", access: floor, summary: "Sign somebody in at a station, by badge and PIN", document: describeSignIn, mount: raw((*server).postSignIn)},
		{method: post, path: "/api/v1/stations/{station}/sign-out", id: "signOut", tag: "sessions", access: floor, summary: "Sign somebody out of a station, by the badge", document: describeSignOut, mount: raw((*server).postSignOut)},
		{method: get, path: "/api/v1/stations/{station}/sessions", id: "stationSessions", tag: "sessions", access: present, summary: "List who is signed in at a station", document: describeSessions, mount: raw((*server).getSessions)},
		{method: post, path: "/api/v1/sessions", id: "openSession", tag: "sessions", access: floor, summary: "Sign somebody in at a terminal that is bound to no station, by badge and PIN", document: describeSignIn, mount: raw((*server).postSignIn)},
		{method: get, path: "/api/v1/sessions", id: "sessions", tag: "sessions", access: present, summary: "List who is signed in, by station", document: describeSessions, mount: raw((*server).getSessions)},
		{method: get, path: "/api/v1/people", id: "people", tag: "sessions", access: present, summary: "Name people by the ids that the journal has of them", mount: readThen((*server).namesAsked, (*server).nameAsked)},
		{method: del, path: "/api/v1/sessions/{session}", id: "endSession", tag: "sessions", access: seen, summary: "End a session: one's own, or one at a place that the terminal serves", document: describeEnd, mount: raw((*server).deleteSession)},

		{method: post, path: "/api/v1/sign-in", id: "browserSignIn", tag: "sessions", public: true, summary: "Sign a browser in, by a token or by badge and PIN", document: describeBrowserSignIn, mount: raw((*server).postBrowserSignIn)},
		{method: post, path: "/api/v1/sign-out", id: "browserSignOut", tag: "sessions", public: true, summary: "Sign a browser out", document: describeBrowserSignOut, mount: raw((*server).postBrowserSignOut)},
		{method: get, path: "/api/v1/me", id: "me", tag: "sessions", access: seen, summary: "Say who asks, and what they may do", document: answers[api.Me], mount: raw((*server).getMe)},

		{method: get, path: "/api/v1/objects", id: "objects", tag: "objects", access: seen, summary: "List objects in the order of their ids", mount: read((*server).listObjects)},
		{method: post, path: "/api/v1/objects:match", id: "objectsMatch", tag: "objects", access: seen, summary: "List the objects that a scope fits: what a hold on it would lie on", mount: read((*server).matchObjects)},
		{method: get, path: "/api/v1/objects/{id}", id: "object", tag: "objects", access: seen, summary: "Read an object", mount: read((*server).getObject)},
		{method: get, path: "/api/v1/objects/{id}/history", id: "objectHistory", tag: "objects", access: seen, summary: "List what happened to an object, in the order of the journal", mount: readThen((*server).getHistory, (*server).sayEvents)},
		{method: get, path: "/api/v1/objects/{id}/trace", id: "objectTrace", tag: "objects", access: seen, summary: "Walk from an object to what went into it, or to what it went into", mount: read((*server).getTrace)},
		{method: get, path: "/api/v1/trace", id: "trace", tag: "objects", access: seen, summary: "Walk from named objects, and from all that a scope fits, to what went into them, or to what they went into", document: describeTrace, mount: mountTrace},
		{method: get, path: "/api/v1/trace/graph", id: "traceGraph", tag: "objects", access: seen, summary: "Draw a trace: layers of boxes, those that are alike as one until it is opened", mount: read((*server).getTraceGraph)},
		{method: get, path: "/api/v1/objects/{id}/tree", id: "objectTree", tag: "objects", access: seen, summary: "List what is inside an object, at all levels", mount: read((*server).getTree)},
		{method: get, path: "/api/v1/objects/{id}/record", id: "objectRecord", tag: "objects", access: seen, summary: "Read all that is known of an object, with what proves it, as JSON or PDF", document: describeRecord, mount: mountRecord},
		{method: get, path: "/api/v1/objects/{id}/built", id: "objectBuilt", tag: "objects", access: seen, summary: "Compare what an object is made of with its bill of material", mount: read((*server).getBuilt)},
		{method: get, path: "/api/v1/objects/{id}/carriers", id: "objectCarriers", tag: "objects", access: seen, summary: "List on which carriers an object has been, or was at a time, the last first", mount: read((*server).getCarriers)},
		{method: get, path: "/api/v1/objects/{id}/measurements", id: "objectMeasurements", tag: "objects", access: seen, summary: "List an object's measurements, inspections and tests, the last first", mount: read((*server).getObjectMeasurements)},
		{method: get, path: "/api/v1/objects/{id}/neighbours", id: "objectNeighbours", tag: "objects", access: seen, summary: "List the values of other objects of the part, measured just before and after those of an object", mount: read((*server).getNeighbours)},
		{method: get, path: "/api/v1/objects/{id}/holds", id: "objectHolds", tag: "objects", access: seen, summary: "List the holds that lie, or lay, on an object", mount: read((*server).getObjectHolds)},
		{method: get, path: "/api/v1/objects/{id}/epcis", id: "objectEPCIS", tag: "epcis", access: seen, summary: "Read what happened to an object as an EPCIS 2.0 document, in JSON or XML", document: describeDocument, mount: raw((*server).getObjectEvents)},
		{method: get, path: "/api/v1/objects/{id}/identifiers", id: "objectIdentifiers", tag: "objects", access: seen, summary: "List what an object is and was called", mount: read((*server).getIdentifiers)},
		{method: get, path: "/api/v1/identifiers", id: "called", tag: "objects", access: seen, summary: "List what is and was called so, the first to be first", mount: read((*server).listCalled)},
		{method: get, path: "/api/v1/lots", id: "lots", tag: "objects", access: seen, summary: "List lots and containers with what is left of them", mount: read((*server).listLots)},

		{method: post, path: "/api/v1/codes/parse", id: "parseCode", tag: "codes", access: seen, summary: "Say how a code can be understood, the best reading first", document: describeCodeQuery, mount: raw((*server).postCodeParse)},
		{method: post, path: "/api/v1/codes/convert", id: "convertCode", tag: "codes", access: seen, summary: "Write a code in another form", document: describeCodeConversion, mount: raw((*server).postCodeConvert)},
		{method: get, path: "/api/v1/symbols", id: "symbol", tag: "codes", access: seen, summary: "Draw the symbol of a text, such as a command code", document: describeSymbol, mount: raw((*server).getSymbol)},

		{method: post, path: "/api/v1/attachments", id: "upload", tag: "objects", access: []auth.Access{auth.Operate, auth.Quality, auth.Define}, summary: "Keep a file, such as a photo of a defect, which commands then name by its SHA-256", document: describeUpload, mount: raw((*server).postAttachment)},
		{method: get, path: "/api/v1/attachments/{sha256}", id: "attachment", tag: "objects", access: seen, summary: "Read a file that is kept", document: describeDownload, mount: raw((*server).getAttachment)},

		{method: get, path: "/api/v1/labels", id: "labels", tag: "labels", access: seen, summary: "List the labels that can be drawn", mount: read((*server).listLabels)},
		{method: get, path: "/api/v1/labels/{label}/preview", id: "labelPreview", tag: "labels", access: seen, summary: "Draw a label of an object, a work order or a station", document: describePreview, mount: raw((*server).getPreview)},
		{method: get, path: "/api/v1/labels/{label}", id: "label", tag: "labels", access: seen, summary: "Read a label with its template", mount: read((*server).getLabel)},
		{method: post, path: "/api/v1/labels:draw", id: "labelDraw", tag: "labels", access: seen, summary: "Draw a template that is being designed", document: describeDraw, mount: raw((*server).postDrawing)},
		{method: get, path: "/api/v1/printers", id: "printers", tag: "labels", access: seen, summary: "List the printers with what waits for them", mount: read((*server).listPrinters)},
		{method: get, path: "/api/v1/print-jobs", id: "printJobs", tag: "labels", access: seen, summary: "List print jobs, the last queued first; the commands print, reprint, cancel-print and verify-label change them", mount: read((*server).listPrintJobs)},
		{method: get, path: "/api/v1/print-jobs/{job}", id: "printJob", tag: "labels", access: seen, summary: "Read a print job", mount: read((*server).getPrintJob)},

		{method: get, path: "/api/v1/pools", id: "pools", tag: "plant", access: seen, summary: "List the pools of numbers that others have given, with how many are left", mount: read((*server).listPools)},
		{method: get, path: "/api/v1/pools/{pool}", id: "pool", tag: "plant", access: seen, summary: "Read a pool of numbers with its ranges", mount: read((*server).getPool)},
		{method: get, path: "/api/v1/pools/{pool}/numbers", id: "poolNumbers", tag: "plant", access: seen, summary: "List the numbers of a pool that were loaded one by one, and those of ranges with which something was done", mount: read((*server).listPoolNumbers)},
		{method: post, path: "/api/v1/pools/{pool}/numbers", id: "fillPool", tag: "commands", access: []auth.Access{auth.Plan}, summary: "Load a list of numbers into a pool, all of them or none, or say what is wrong with it", document: describePoolNumbers, mount: raw((*server).postPoolNumbers)},
		{method: get, path: "/api/v1/serial-reservations", id: "serialReservations", tag: "plant", access: seen, summary: "List reservations of serial numbers, the last made first; the commands reserve-serials and return-serials change them", mount: read((*server).listReservations)},
		{method: get, path: "/api/v1/serial-reservations/{reservation}", id: "serialReservation", tag: "plant", access: seen, summary: "Read a reservation of serial numbers", mount: read((*server).getReservation)},
		{method: get, path: "/api/v1/serial-reservations/{reservation}/serials", id: "reservedSerials", tag: "plant", access: seen, summary: "List the numbers of a reservation in their order", mount: read((*server).listReserved)},
		{method: get, path: "/api/v1/serials/{serial}", id: "serial", tag: "plant", access: seen, summary: "Say what became of a serial number, of each part that it may be of", mount: read((*server).getSerial)},
		{method: get, path: "/api/v1/serial-accounts/{part}", id: "serialAccount", tag: "plant", access: seen, summary: "Count what became of the serial numbers of a part", mount: read((*server).getSerialAccount)},
		{method: get, path: "/api/v1/serial-accounts/{part}/gaps", id: "serialGaps", tag: "plant", access: seen, summary: "List the serial numbers of a part that were given out and that no unit bears", mount: read((*server).listSerialGaps)},
		{method: get, path: "/api/v1/orders", id: "orders", tag: "plant", access: seen, summary: "List work orders with their progress, in the order of their numbers", mount: read((*server).listOrders)},
		{method: post, path: "/api/v1/orders:import", id: "importOrders", tag: "commands", access: []auth.Access{auth.Plan}, summary: "Record the work orders of a CSV file, all of them or none, or say what they would change", document: describeOrderImport, mount: raw((*server).postOrders)},
		{method: get, path: "/api/v1/orders/{order}", id: "order", tag: "plant", access: seen, summary: "Read a work order with its progress by operation", mount: read((*server).getOrder)},
		{method: get, path: "/api/v1/run-outs", id: "runOuts", tag: "plant", access: seen, summary: "List the changes of bills of material that wait until stock is used up, with how far they are; the command cut-in makes one at once, or turns it back", mount: read((*server).listRunOuts)},
		{method: get, path: "/api/v1/wip", id: "wip", tag: "plant", access: seen, summary: "Count the work in progress by station, operation and part", mount: read((*server).listWIP)},
		{method: get, path: "/api/v1/map", id: "map", tag: "plant", access: seen, summary: "Draw the lines and stations with their state, queue, cycle and yield, and the bottleneck with its reason: now, or at a time", mount: readThen((*server).getMap, (*server).nameWorkers)},
		{method: get, path: "/api/v1/stations", id: "stations", tag: "plant", access: seen, summary: "List the stations with their state, what is in work at them, and the calls that stand", mount: read((*server).listStations)},
		{method: get, path: "/api/v1/stations/{station}", id: "station", tag: "plant", access: seen, summary: "Read a station with its state, what is in work at it, and the calls that stand", mount: read((*server).getStation)},
		{method: get, path: "/api/v1/stations/{station}/queue", id: "stationQueue", tag: "plant", access: seen, summary: "List what comes to a station next, at most 1000, what has waited longest first", mount: read((*server).listQueue)},
		{method: get, path: "/api/v1/stations/{station}/states", id: "stationStates", tag: "plant", access: seen, summary: "List the states of a station, the last first", mount: read((*server).listStationStates)},
		{method: get, path: "/api/v1/andons", id: "andons", tag: "plant", access: seen, summary: "List calls for help, the last raised first", mount: read((*server).listAndons)},
		{method: get, path: "/api/v1/andons/{call}", id: "andon", tag: "plant", access: seen, summary: "Read a call for help", mount: read((*server).getAndon)},
		{method: get, path: "/api/v1/stations/{station}/material", id: "stationMaterial", tag: "plant", access: seen, summary: "List the positions of material of a station with what is loaded there", mount: read((*server).listMaterial)},
		{method: get, path: "/api/v1/stock", id: "stock", tag: "objects", access: seen, summary: "List the lots and containers that something is left of, what is to be used first before the rest", mount: read((*server).listStock)},
		{method: get, path: "/api/v1/plant", id: "plant", tag: "plant", access: seen, summary: "Read the plant definition, as JSON or YAML", document: describePlant, mount: raw((*server).getPlant)},
		{method: get, path: "/api/v1/plant/versions", id: "plantVersions", tag: "plant", access: seen, summary: "List the published versions of the plant definition, the last first", mount: read((*server).listPlants)},
		{method: get, path: "/api/v1/plant/versions/{version}", id: "plantVersion", tag: "plant", access: seen, summary: "Read a version of the plant definition, as JSON or YAML", document: describePlant, mount: raw((*server).getPlant)},
		{method: get, path: "/api/v1/plant/versions/{version}/changes", id: "plantChanges", tag: "plant", access: seen, summary: "Say what differs between two versions of the plant definition", mount: read((*server).listPlantChanges)},
		{method: post, path: "/api/v1/plant:diff", id: "plantDiff", tag: "plant", access: planned, summary: "Say what publishing a definition would change, and what is wrong with it; the command apply publishes it", document: describeDiff, mount: raw((*server).diffPlant)},

		{method: get, path: "/api/v1/holds", id: "holds", tag: "quality", access: seen, summary: "List holds, the last placed first", mount: read((*server).listHolds)},
		{method: get, path: "/api/v1/holds/{hold}", id: "hold", tag: "quality", access: seen, summary: "Read a hold", mount: read((*server).getHold)},
		{method: get, path: "/api/v1/holds/{hold}/objects", id: "heldObjects", tag: "quality", access: seen, summary: "List the objects in the scope of a hold", mount: read((*server).listHeldObjects)},
		{method: get, path: "/api/v1/breaches", id: "breaches", tag: "quality", access: seen, summary: "List broken rules, the last first", mount: readThen((*server).listBreaches, (*server).sayBreaches)},
		{method: get, path: "/api/v1/breaches/{entry}/facts", id: "breachFacts", tag: "quality", access: seen, summary: "List the facts that a breach stands for, the last first", mount: read((*server).listBreachFacts)},
		{method: get, path: "/api/v1/breaches/counts", id: "breachCounts", tag: "quality", access: seen, summary: "Count broken rules by code, station, part, owner and shift", mount: read((*server).countBreaches)},
		{method: get, path: "/api/v1/refusals", id: "refusals", tag: "quality", access: seen, summary: "List commands that were refused or asked back, the last first", mount: read((*server).listRefusals)},
		{method: get, path: "/api/v1/refusals/counts", id: "refusalCounts", tag: "quality", access: seen, summary: "Count refusals by code, station, part and shift", mount: read((*server).countRefusals)},
		{method: get, path: "/api/v1/defects", id: "defects", tag: "quality", access: seen, summary: "List defects, the last found first", mount: read((*server).listDefects)},
		{method: get, path: "/api/v1/yield", id: "yield", tag: "quality", access: seen, summary: "Count what passed at the first attempt, by station, operation and part", mount: read((*server).countYields)},
		{method: get, path: "/api/v1/permissions", id: "permissions", tag: "quality", access: seen, summary: "List overrides and concessions, the last given first", mount: read((*server).listPermissions)},
		{method: get, path: "/api/v1/permissions/counts", id: "overrideCounts", tag: "quality", access: seen, summary: "Count overrides by person, rule and shift", mount: read((*server).countOverrides)},
		{method: get, path: "/api/v1/equipment", id: "equipmentList", tag: "quality", access: seen, summary: "List tools, gauges and machines with their last calibration", mount: read((*server).listEquipment)},
		{method: get, path: "/api/v1/equipment/{equipment}", id: "equipment", tag: "quality", access: seen, summary: "Read a piece of equipment, with what is in doubt where it was found bad", mount: read((*server).getEquipment)},
		{method: get, path: "/api/v1/equipment/{equipment}/calibrations", id: "calibrations", tag: "quality", access: seen, summary: "List the calibrations of a piece of equipment, the last made first", mount: read((*server).listCalibrations)},
		{method: get, path: "/api/v1/certificates", id: "certificates", tag: "quality", access: seen, summary: "List what people are certified for, the last certificate given first", mount: readThen((*server).listCertificates, (*server).nameCertified)},
		{method: get, path: "/api/v1/visits", id: "visits", tag: "quality", access: seen, summary: "List passes through operations, the last begun first", mount: read((*server).listVisits)},
		{method: get, path: "/api/v1/measurements", id: "measurements", tag: "quality", access: seen, summary: "List measurements, inspections and tests, the last first", mount: read((*server).listMeasurements)},

		{method: get, path: "/api/v1/master-data", id: "masterData", tag: "epcis", access: seen, summary: "Read what partners say of places, parties and classes of things, as an EPCIS query document", document: describeMasterData, mount: raw((*server).getMasterData)},
		{method: get, path: "/epcis/events", id: "epcisEvents", tag: "epcis", access: told, summary: "Query events (EPCIS 2.0)", document: describeEvents, mount: epcisRoute((*server).getEvents)},
		{method: post, path: "/epcis/events", id: "epcisPostEvent", tag: "epcis", access: handed, summary: "Capture one event, and wait until it is recorded (EPCIS 2.0)", document: describeCapture, mount: epcisRoute((*server).postEvent)},
		{method: post, path: "/epcis/capture", id: "epcisCapture", tag: "epcis", access: handed, summary: "Capture a document (EPCIS 2.0)", document: describeCapture, mount: epcisRoute((*server).postCapture)},
		{method: get, path: "/epcis/capture", id: "epcisCaptureJobs", tag: "epcis", access: handed, summary: "List one's own capture jobs (EPCIS 2.0)", document: describeJobs, mount: epcisRoute((*server).getCaptures)},
		{method: get, path: "/epcis/capture/{captureID}", id: "epcisCaptureJob", tag: "epcis", access: handed, summary: "Read a capture job (EPCIS 2.0)", document: describeJob, mount: epcisRoute((*server).getCapture)},
		{method: get, path: "/epcis/events/{eventID}", id: "epcisEvent", tag: "epcis", access: told, summary: "Read an event (EPCIS 2.0)", document: describeDocument, mount: epcisRoute((*server).getEvent)},
		{method: get, path: "/epcis/queries", id: "epcisQueries", tag: "epcis", access: told, summary: "List the queries that are kept under a name (EPCIS 2.0)", document: describeQuery, mount: epcisRoute((*server).getQueries)},
		{method: post, path: "/epcis/queries", id: "epcisPostQuery", tag: "epcis", access: handed, summary: "Keep a query under a name (EPCIS 2.0)", document: describeQuery, mount: epcisRoute((*server).postQuery)},
		{method: get, path: "/epcis/queries/{queryName}", id: "epcisQuery", tag: "epcis", access: told, summary: "Read a named query (EPCIS 2.0)", document: describeQuery, mount: epcisRoute((*server).getQuery)},
		{method: del, path: "/epcis/queries/{queryName}", id: "epcisDeleteQuery", tag: "epcis", access: handed, summary: "Drop a named query, with its subscriptions (EPCIS 2.0)", document: describeQuery, mount: epcisRoute((*server).deleteQuery)},
		{method: get, path: "/epcis/queries/{queryName}/subscriptions", id: "epcisSubscriptions", tag: "epcis", access: told, summary: "List one's own subscriptions to a named query (EPCIS 2.0)", document: describeSubscription, mount: epcisRoute((*server).getSubscriptions)},
		{method: post, path: "/epcis/queries/{queryName}/subscriptions", id: "epcisSubscribe", tag: "epcis", access: handed, summary: "Subscribe to a named query (EPCIS 2.0)", document: describeSubscription, mount: epcisRoute((*server).postSubscription)},
		{method: get, path: "/epcis/queries/{queryName}/subscriptions/{subscriptionID}", id: "epcisSubscription", tag: "epcis", access: told, summary: "Read a subscription, and how it is served (EPCIS 2.0)", document: describeSubscription, mount: epcisRoute((*server).getSubscription)},
		{method: del, path: "/epcis/queries/{queryName}/subscriptions/{subscriptionID}", id: "epcisUnsubscribe", tag: "epcis", access: handed, summary: "End a subscription (EPCIS 2.0)", document: describeSubscription, mount: epcisRoute((*server).deleteSubscription)},
		{method: get, path: "/epcis/queries/{queryName}/events", id: "epcisQueryEvents", tag: "epcis", access: told, summary: "Run a named query (EPCIS 2.0)", document: describeQueryEvents, mount: epcisRoute((*server).getQueryEvents)},

		{method: get, path: "/api/v1/feed", id: "feed", tag: "journal", access: seen, summary: "Follow the journal, as server-sent events", document: describeFeed, mount: raw((*server).getFeed)},
		{method: get, path: "/api/v1/journal/entries", id: "entries", tag: "journal", access: audited, summary: "Read entries of the journal", mount: read((*server).listEntries)},
		{method: get, path: "/api/v1/journal/entries/{seq}", id: "entry", tag: "journal", access: audited, summary: "Read an entry of the journal", mount: read((*server).getEntry)},
		{method: get, path: "/api/v1/journal/search", id: "searchJournal", tag: "journal", access: audited, summary: "Look for entries of the journal, the last first", mount: read((*server).searchJournal)},
		{method: post, path: "/api/v1/journal/verification", id: "verifyJournal", tag: "journal", access: audited, summary: "Verify the journal, and tell how far it is line by line", document: describeVerification, mount: raw((*server).postVerify)},
		{method: get, path: "/api/v1/journal/checkpoint", id: "checkpoint", tag: "journal", access: audited, summary: "Read the signed checkpoint (C2SP tlog-checkpoint)", document: describeText, mount: raw((*server).getCheckpoint)},
		{method: get, path: "/api/v1/journal/proofs/inclusion", id: "inclusionProof", tag: "journal", access: audited, summary: "Prove that an entry is in the journal (RFC 6962)", mount: read((*server).getInclusion)},
		{method: get, path: "/api/v1/journal/proofs/consistency", id: "consistencyProof", tag: "journal", access: audited, summary: "Prove that the journal has only grown (RFC 6962)", mount: read((*server).getConsistency)},

		{method: get, path: resolver.WellKnown, id: "resolver", tag: "codes", public: true, summary: "Describe the resolver of GS1 Digital Links, as the GS1-Conformant Resolver standard asks", document: describeResolver, mount: raw((*server).getResolver)},

		{method: get, path: "/api/v1/health", id: "health", tag: "server", access: audited, summary: "Look quickly for what is wrong with the server and its store, and what to do about it", document: answers[api.List[api.Checkup]], mount: raw((*server).getCheckups)},
		{method: get, path: "/healthz", id: "healthz", tag: "server", public: true, summary: "Ask whether the process lives", document: describeText, mount: raw((*server).getHealth)},
		{method: get, path: "/readyz", id: "readyz", tag: "server", public: true, summary: "Ask whether the server can do its work; 503 and the reason when it cannot", document: answers[api.Ready], mount: raw((*server).getReady)},
		{method: get, path: "/metrics", id: "metrics", tag: "server", access: audited, loopback: true, summary: "Read the metrics, in the text format of Prometheus", document: describeText, mount: raw((*server).getMetrics)},

		{method: get, path: "/api/openapi.json", hidden: true, public: true, mount: raw((*server).serveOpenAPI)},
		{method: get, path: "/api/openapi.yaml", hidden: true, public: true, mount: raw((*server).serveOpenAPI)},
		{method: get, path: "/api/reference", hidden: true, public: true, mount: raw((*server).serveReference)},
		{method: get, path: "/api/reference/{file}", hidden: true, public: true, mount: raw((*server).serveReference)},
	}, resourceRoutes(told)...)
}
