package track

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/tracewright/tracewright/internal/epcis"
	"github.com/tracewright/tracewright/internal/epcis/epcistest"
	"github.com/tracewright/tracewright/internal/plant"
)

// packedElsewhere is an event of a partner about what nobody here has spoken of,
// and about what is here.
const packedElsewhere = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"AggregationEvent",` +
	`"eventID":"urn:uuid:1","eventTime":"1970-01-01T00:00:07Z","eventTimeZoneOffset":"+00:00","action":"ADD",` +
	`"parentID":"urn:epc:id:sscc:0614141.1234567890","childEPCs":["urn:epc:id:sgtin:0614141.107346.2017"],` +
	`"childQuantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.107346.L1","quantity":200}],"bizStep":"packing","bizLocation":{"id":"urn:epc:id:sgln:0614141.00888.0"}}`

// photo is the SHA-256 of no file.
const photo = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

// everyVerb is one command for each verb, in an order in which each is
// permitted.
func everyVerb() []Args {
	return []Args{
		&Receive{Part: "MOTOR", Maker: "ACME", Serial: "M1", Supplier: "ACME & Söhne", Receipt: "DN 1", Location: "STORE"},
		&Receive{Part: "MOTOR", Maker: "ACME", Serial: "M2"},
		&Receive{Part: "SCREW", Maker: "BOLT", Lot: "L1", Quantity: "100", Expires: "2027-03-31", Containers: []ReceivedContainer{{Number: "C1", Quantity: "40"}}},
		&CreateOrder{Order: "WO 1", Part: "PUMP", Quantity: "2", Due: time.Unix(5, 0).UTC(), Priority: 3, Line: "L", Customer: "ACME", Sales: "SO 9"},
		&ReleaseOrder{Order: "WO 1"},
		&HoldOrder{Order: "WO 1", Reason: "drawing"},
		&ResumeOrder{Order: "WO 1"},
		&ProduceUnit{Part: "PUMP", Serial: "P9", Order: "WO 1", Identifiers: []NewIdent{{Value: "A1"}}},
		&CrossOut{Object: "P9", Positions: []string{"2"}, Reason: "bridge"},
		&ProduceUnit{Part: "BOARD", Serial: "PN1"},
		&CrossOut{Object: "PN1", Positions: []string{"2"}, Reason: "bridge"},
		&Start{Object: "PN1", Operation: "BUILD"},
		&ReportDefect{Object: "PN1", Defect: "BRIDGE"},
		&PartPanel{Object: "PN1", Serials: []string{"BD1"}},
		&Rework{Object: "BD1", Enter: "BUILD", Reason: "again"},
		&ProduceLot{Part: "PASTE", Lot: "PA1", Quantity: "2.50", Inputs: []Input{{Ref: "L1", Quantity: "3", Possible: "bin was not empty"}, {Ref: "C1", Quantity: "1"}}},
		&Scan{Code: "P1"},
		&Install{Object: "P1", Component: "M1", Place: "A", Possible: "two reels"},
		&Consume{Object: "P1", Component: "C1", Quantity: "2"},
		&Replace{Object: "P1", Old: "M1", New: "M2", Reason: "noisy"},
		&Complete{Object: "P1"},
		&Remove{Object: "P1", Component: "M2", Reason: "wrong"},
		&Start{Object: "P1", Equipment: []Ref{"FIX 1", "T-1"}, Program: "v2"},
		&Install{Object: "P1", Component: "M2"},
		&Complete{Object: "P1", Outcome: OutcomePass},
		&Start{Object: "L1"},
		&Complete{Object: "L1", Partial: true, Quantities: []Portion{{Outcome: FateGood, Quantity: "2"}, {Outcome: FateRework, Quantity: "1", Reason: "burr", Number: "L1-R"}}},
		&Complete{Object: "L1", Quantities: []Portion{{Outcome: FateGood, Quantity: "2"}, {Outcome: FateScrap, Quantity: "1", Reason: "crack"}}},
		&StartRun{Run: "OVEN-1", Objects: []Ref{"P1", "P9"}, Operation: "BUILD", Equipment: []Ref{"OV 1"}, Program: "80/3"},
		&Measure{Run: "OVEN-1", Characteristic: "TORQUE", Value: "5.10"},
		&EndRun{Run: "OVEN-1", Outcome: OutcomeInvalid, Reason: "power cut", Objects: []Ref{"P9"}},
		&EndRun{},
		&Measure{Object: "P1", Characteristic: "TORQUE", Value: "5.00", Equipment: "T-1", Program: "v1"},
		&Inspect{Object: "P1", Characteristic: "LOOK", Outcome: OutcomeFail, Text: "scratch"},
		&Certify{Person: "p-1", Skill: "ESD", Level: "trainer", From: time.Unix(7, 0).UTC(), Until: time.Unix(4_000_000_000, 0).UTC(), Evidence: "exam 1/ü"},
		&RevokeCertificate{Certificate: "CE-0", Reason: "was not passed"}, // the certificate before
		&Calibrate{Equipment: "T-1", Found: OutcomeFail, Left: OutcomePass, Due: time.Unix(4_000_000_000, 0).UTC(), Certificate: "K 1/ü", Lab: "DAkkS", Readings: []CalibrationReading{{"low", "5.0", "5.20", "5.01", "NU"}}},
		&Load{Object: "L1", Position: "F 1/a", Since: time.Unix(1_000_000, 0).UTC(), Splice: true},
		&Load{Object: "M1", Position: "F1", Emptied: true},
		&Unload{Object: "M1", Position: "F1"},
		&Load{Object: "C1", Position: "F1"},
		&Unload{Object: "C1", Position: "F1", Empty: true},
		&Backflush{Object: "P2", Operation: "TEST"},
		&Load{Object: "PA1", Position: "F1"},
		&Backflush{Part: "PUMP", Quantity: "2", Operation: "TEST"},
		&Count{Object: "PA1", Quantity: "0.5", Reason: "stocktaking"},
		&Open{Object: "C1"},
		&Seal{Object: "C1"},
		&Bake{Object: "C1"},
		&ExtendLife{Object: "L1", Until: "2027-09-30", Reason: "retested"},
		&ProduceUnit{Part: "MOTOR", Count: 3},
		&FillPool{Pool: "MAC", Rows: []PoolRow{{First: "001b63000001", Last: "001b63000009"}, {First: "001b63ff0001"}}, Note: "order 1/ü"},
		&DrawNumber{Pool: "MAC", Object: "P9"},
		&DrawNumber{Pool: "MAC", Object: "P9", Number: "001b63ff0001"},
		&ReturnNumbers{Pool: "MAC", From: "001b63000005", To: "001b63000006", Reason: "torn", Void: true},
		&ReserveSerials{Part: "MOTOR", Count: 4, Place: "S1", Batch: "roll 1/ü", Until: time.Unix(4_000_000_000, 0).UTC()},
		&ProduceUnit{Part: "MOTOR", Count: 1},
		&ReturnSerials{Reservation: "SR-0", Reason: "torn", Lost: true}, // the reservation before
		&LoadCarrier{Carrier: "TR1", Objects: []Ref{"P1"}, Place: "A 3"},
		&LoadCarrier{Carrier: "TR1", Objects: []Ref{"P2", "PA1"}},
		&Start{Object: "TR1"},
		&Complete{Object: "TR1"},
		&Move{Object: "TR1", To: "STORE"},
		&UnloadCarrier{Objects: []Ref{"P2"}},
		&UnloadCarrier{Carrier: "TR1"},
		&ReportDefect{Object: "P1", Defect: "SCRATCH", Place: "LID", Text: "2 mm"},
		&Rework{Object: "P1", Enter: "BUILD", Reason: "polished"},
		&ReportDefect{Object: "P1", Defect: "DENT", Attachments: []string{photo, photo}},
		&Disposition{Object: "P1", Decision: DecideUse, Reason: "cosmetic"},
		&Split{From: "L1", Into: []SplitPart{{Number: "L1-A", Quantity: "5"}}},
		&Merge{From: []Input{{Ref: "L1-A"}}, Into: "L9", Part: "SCREW", Revision: ""},
		&Pack{Package: "B1", Items: []Input{{Ref: "P1"}, {Ref: "L1", Quantity: "3"}}, Closed: true},
		&Unpack{Package: "B1", Items: []Input{{Ref: "L1", Quantity: "1"}}},
		&Unpack{Package: "B1"},
		&Move{Object: "P1", To: "STORE 2"},
		&Pack{Package: "B1", Items: []Input{{Ref: "P1"}}},
		&Ship{Objects: []Input{{Ref: "B1"}, {Ref: "L1", Quantity: "2"}}, To: "CUSTOMER", Purpose: PurposeOperation, Order: "SO 1"},
		&ReceiveBack{Objects: []Input{{Ref: "B1"}, {Ref: "L1", Quantity: "1"}}, From: "CUSTOMER", Location: "DOCK 1", Reason: "plated"},
		&PlaceHold{Objects: []Ref{"L1"}, Reason: "cracks", Owner: "quality", Blocks: []Block{BlockShip, BlockPack}},
		&PlaceHold{Where: &Scope{Part: "PUMP", Station: "S1", AtLeast: "4.5", From: time.Unix(1, 0).UTC(), Until: time.Unix(2_000_000_000, 0).UTC()}, Standing: true, Reason: "drift", Possible: "ask", ReleaseRule: "two signatures"},
		&Release{Hold: "H-0", Reason: "good"}, // the hold before
		&Concession{Rule: "bom", Where: Scope{Part: "PUMP"}, Reason: "DP 17", Until: time.Unix(4_000_000_000, 0).UTC(), Uses: 5},
		&CloseBreach{Entry: 0, Reason: "late scan"},
		&CloseBreach{Where: &BreachScope{Rule: "route-order", Owner: "lead"}, Reason: "all looked at"},
		&Override{Object: "P1", Rule: "route-order", Reason: "as agreed"},
		&Countersign{Permission: "P-0"},
		&Revoke{Permission: "P-0", Reason: "no more"},
		&Print{Label: "UNIT", Object: "P9", Printer: "ZD", Copies: 2, Fields: []PrintField{{"dock", "D 1"}}},
		&ReportPrint{Job: "J-0", State: PrintSending, Contents: []string{"]d2 x"}, Digest: "abc", Fields: []PrintField{{"serial", "P9"}}},
		&ReportPrint{Job: "J-0", State: PrintUnknown, Problem: "it does not answer"},
		&VerifyLabel{Job: "J-0", Code: "]d2 x", Object: "P9"},
		&Reprint{Job: "J-0", Reason: "torn", Copies: 1},
		&Print{Label: "UNIT", Object: "P9"},
		&PrintSample{Label: "UNIT", Printer: "ZD", Copies: 2, Fields: []PrintField{{"serial", "S 1"}}},
		&CancelPrint{Job: "J-0", Reason: "enough"},
		&Reidentify{Object: "P9", Add: []NewIdent{{Scheme: "gs1", Issuer: "952", Value: "A2"}}, Retire: []string{"A1"}},
		&Identify{Object: "P9", Value: "C-1", Scheme: "customer", Issuer: "ACME", From: time.Unix(1, 0).UTC(), Until: time.Unix(4_000_000_000, 0).UTC(), Reason: "theirs"},
		&Relabel{Object: "P9", Old: "C-1", Value: "C-2", Scheme: "customer", Issuer: "ACME", Reason: "torn"},
		&Withdraw{Object: "P9", Value: "C-2", Scheme: "customer", Issuer: "ACME", Until: time.Unix(3_000_000_000, 0).UTC(), Reason: "sold"},
		&SameAs{Object: "P1", Other: "M1", Reason: "one label on two"},
		&Scrap{Object: "P1", Reason: "dropped"},
		&Recover{Object: "P1", Component: "M2"},
		&Describe{Object: NewIdent{Scheme: "catena-x", Value: "urn:uuid:1"}, Maker: "BPN1", Kind: KindUnit, Part: "VALVE", Revision: "A", UoM: "C62", Location: "PLANT 9", Identifiers: []NewIdent{{Scheme: SchemeSerial, Issuer: "BPN1", Value: "V1"}}, Details: map[string]string{"colour": "red"}},
		&Describe{Object: NewIdent{Scheme: "catena-x", Value: "urn:uuid:1"}, Contains: &Content{Object: NewIdent{Scheme: "catena-x", Value: "urn:uuid:2"}, Maker: "BPN2", Quantity: "0.5", UoM: "KGM", Possible: "several lots"}},
		&Move{Object: "P9", To: "STORE"},
		&Undo{Reason: "wrong one"},
		&SetStationState{State: plant.StationFault, Reason: "JAM", Note: "feeder 2", Source: FromDevice},
		&SetStationState{State: plant.StationRunning},
		&RaiseAndon{Kind: plant.CallQuality, Object: "P9", Note: "thread"},
		&AcknowledgeAndon{Note: "coming"},
		&ResolveAndon{Note: "bit changed"},
		&Capture{Event: packedElsewhere, Spellings: []string{"urn:epcglobal:cbv:bizstep:packing"}},
		&NameQuery{Name: "what is ü", Query: `{"EQ_action":["ADD"]}`},
		&Subscribe{Query: "what is ü", Dest: "https://erp.example.com/in", Hour: "[6-22]", DayOfWeek: "1", ReportIfEmpty: true, Since: time.Unix(7, 0).UTC(), Format: "Never_Translates", Signed: true, Subscription: "SU-x"},
		&Subscribe{Query: "what is ü", Dest: "https://erp.example.com/in", Stream: true},
		&Unsubscribe{Subscription: "SU-x"},
		&DropQuery{Name: "what is ü"},
		&Correct{Entry: 1, Reason: "never came"},
		&ApplyPlant{Definition: "site: {code: SMALL, name: Other}\nparts: [{number: PUMP}, {number: FAN, bom: [{line: 1, part: BELT}, {line: 2, part: CHAIN, effective: {replaces: 1, runOut: BELT}}]}, {number: BELT}, {number: CHAIN}]\n"},
		&MigrateOrder{Order: "WO 1", Reason: "cuts in"},
		&ChangeOrder{Order: "WO 1", Quantity: "3", Due: time.Unix(6, 0).UTC(), Priority: new(int)},
		&ImportOrders{Orders: []OrderRow{{Order: "WO 1", Quantity: "4"}, {Order: "WO 2", Part: "PUMP", Revision: "A", Quantity: "1", Due: time.Unix(7, 0).UTC(), Priority: new(int), Customer: "ACME", Sales: "SO 2"}}},
		&CloseOrder{Order: "WO 1", Reason: "cancelled"},
		&CutIn{Part: "FAN", Stock: "BELT", Reason: "the rest is for spares"},
	}
}

// TestBodies checks that what every verb says survives its body, and that the
// official schema takes the body of each material event.
func TestBodies(t *testing.T) {
	t.Parallel()
	var accept func([]byte) error
	t.Run("schema", func(t *testing.T) { accept = epcistest.Schema(t) })
	m := newMachine(t)
	seen := map[string]bool{}
	hold, permission, certificate, breach, job := HoldID(""), PermissionID(""), CertificateID(""), int64(0), ""
	reservation := ReservationID("")
	for i, args := range everyVerb() {
		c := &Command{ID: fmt.Sprint("c", i), Args: args, Mode: ModeReport, Station: "S1", Actor: fmt.Sprint("a", i), Roles: []string{"lead"}, ZoneOffset: 60}
		c.Verb = verbOf(t, args)
		seen[string(c.Verb)] = true
		switch a := args.(type) { // what they speak of is known only now
		case *Release:
			a.Hold = hold
		case *Countersign:
			a.Permission = permission
		case *Revoke:
			a.Permission = permission
		case *RevokeCertificate:
			a.Certificate = certificate
		case *CloseBreach:
			if a.Where == nil {
				a.Entry = breach
			}
		case *ReturnSerials:
			a.Reservation = reservation
		case *ReportPrint:
			a.Job = job
		case *VerifyLabel:
			a.Job = job
		case *Reprint:
			a.Job = job
		case *CancelPrint:
			a.Job = job
		case *Capture:
			c.ID = captureID("urn:uuid:1")
		case *Undo:
			c.Actor = fmt.Sprint("a", i-1)
		}
		for _, e := range m.do(t, c) {
			switch f := e.Fact.(type) {
			case *Printed:
				if len(f.Jobs) > 0 && f.Jobs[0].Again == "" {
					job = string(f.Jobs[0].ID)
				}
			case *SerialsReserved:
				reservation = f.Reservation
			case *Held:
				hold = f.Hold
			case *Permitted:
				permission = f.Permission
			case *Certified:
				certificate = f.Certificate
			case *Breached:
				breach = e.Seq
			}
			if e.Verdict != nil && e.Verdict.Answer != Permit {
				t.Errorf("%s: %s", c.Verb, e.Verdict.Text)
			}
			body, err := e.AppendBody(nil)
			if err != nil {
				t.Fatal(err)
			}
			if e.Fact.Kind() == EntryMaterial && accept != nil {
				if err := accept(body); err != nil {
					t.Errorf("%s: the schema refuses %s: %v", c.Verb, body, err)
				}
			}
			again := e
			again.Command, again.Verdict, again.Fact = nil, nil, nil
			if err := again.ReadBody(e.Fact.Kind(), body); err != nil {
				t.Fatalf("%s: %v", c.Verb, err)
			}
			if diff := gocmp.Diff(e, again, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(Published{}, Entry{})); diff != "" {
				t.Errorf("%s (-decided +read):\n%s", c.Verb, diff)
			}
		}
	}
	for _, v := range Verbs() {
		if !seen[string(v.Verb)] {
			t.Errorf("no command of verb %s is tested", v.Verb)
		}
	}
	m.check(t)
}

// verbOf finds the verb of arguments in the table.
func verbOf(t rapid.TB, args Args) Verb {
	t.Helper()
	for _, v := range Verbs() {
		if fmt.Sprintf("%T", v.New()) == fmt.Sprintf("%T", args) {
			return v.Verb
		}
	}
	t.Fatalf("no verb has arguments %T", args)
	return ""
}

// TestRandomBodies checks the round trip of material facts that no verb makes
// today.
func TestRandomBodies(t *testing.T) {
	t.Parallel()
	text := rapid.StringMatching(`[A-Za-z0-9 /&ö#%?-]{0,12}`)
	word := rapid.StringMatching(`[A-Za-z0-9 /&ö#%?-]{1,12}`)
	id := rapid.Custom(func(t *rapid.T) ObjectID {
		return ObjectID(fmt.Sprintf("st-%07d-%d", rapid.IntRange(0, 99).Draw(t, "seq"), rapid.IntRange(0, 9).Draw(t, "n")))
	})
	item := rapid.Custom(func(t *rapid.T) Item {
		it := Item{
			Object: id.Draw(t, "object"), Position: text.Draw(t, "position"), BOMLine: text.Draw(t, "line"),
			Possible: text.Draw(t, "possible"), Returned: rapid.Bool().Draw(t, "returned"),
		}
		if rapid.Bool().Draw(t, "part") {
			it.Quantity, it.UoM = some(t), rapid.SampledFrom([]string{"C62", "KGM"}).Draw(t, "uom")
		}
		return it
	})
	booked := rapid.Custom(func(t *rapid.T) Item {
		return Item{Object: id.Draw(t, "object"), Quantity: negate(some(t)), UoM: "KGM"}
	})
	rapid.Check(t, func(t *rapid.T) {
		m := &Material{
			Shape:   rapid.SampledFrom([]epcis.Type{epcis.Object, epcis.Aggregation, epcis.Association, epcis.Transformation}).Draw(t, "shape"),
			BizStep: epcis.StepOther, Items: rapid.SliceOfN(item, 1, 4).Draw(t, "items"), Order: text.Draw(t, "order"),
			Reason: text.Draw(t, "reason"), Location: text.Draw(t, "location"), Away: rapid.Bool().Draw(t, "away"),
			Attachments: rapid.SliceOfN(rapid.Just(photo), 0, 2).Draw(t, "attachments"),
			Since:       Micros(rapid.IntRange(0, 9).Draw(t, "since")), Booked: rapid.SliceOfN(booked, 0, 2).Draw(t, "booked"),
			Exposed: []Exposed{{id.Draw(t, "exposed"), ActOpened, Micros(rapid.IntRange(0, 9).Draw(t, "until"))}},
			Edge:    EdgePacked, Partner: Partner{text.Draw(t, "partner"), text.Draw(t, "purpose")},
		}
		switch m.Shape {
		case epcis.Transformation:
			m.Outputs = []Item{{Object: id.Draw(t, "output"), Position: text.Draw(t, "nest")}}
		case epcis.Object:
			m.Action = epcis.Observe
			m.Results = []Result{{
				Object: id.Draw(t, "of"), Characteristic: word.Draw(t, "characteristic"), Value: some(t), UoM: "NU", Outcome: OutcomePass,
				Text: text.Draw(t, "text"), Lower: "1", Position: text.Draw(t, "place"),
			}}
		default:
			m.Action, m.Parent = epcis.Add, id.Draw(t, "parent")
		}
		m.Declared = []Declared{{Object: id.Draw(t, "declared"), Kind: KindLot, Identifiers: []NewIdent{{Scheme: SchemeLot, Issuer: text.Draw(t, "issuer"), Value: word.Draw(t, "value")}}}}
		m.tidy()
		e := Entry{Seq: 7, OccurredAt: 5 * second, Station: text.Draw(t, "station"), Fact: m}
		body, err := e.AppendBody(nil)
		if err != nil {
			t.Fatal(err)
		}
		again := Entry{Seq: 7, OccurredAt: 5 * second, Station: e.Station}
		if err := again.ReadBody(EntryMaterial, body); err != nil {
			t.Fatalf("%v: %s", err, body)
		}
		if diff := gocmp.Diff(e, again, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(Entry{})); diff != "" {
			t.Fatalf("(-fact +read):\n%s\n%s", diff, body)
		}
	})
}

func TestCommandJSON(t *testing.T) {
	t.Parallel()
	for i, args := range everyVerb() {
		c := &Command{ID: "c1", Verb: verbOf(t, args), Mode: ModeAsk, Station: "S1", OccurredAt: second, Confirm: []Code{CodeShort}, Args: args}
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var again Command
		if err := json.Unmarshal(b, &again); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
		if diff := gocmp.Diff(c, &again); diff != "" {
			t.Errorf("%s:\n%s", c.Verb, diff)
		}
		if again.Hash() != c.Hash() || c.Hash() == "" {
			t.Errorf("%s: the hash changes on the wire", c.Verb)
		}
		unknown := strings.Replace(string(b), `"args":{`, `"args":{"nonsense":1,`, 1)
		unknown = strings.Replace(unknown, `,}`, `}`, 1)
		if err := json.Unmarshal([]byte(unknown), &again); !errors.Is(err, ErrCommand) {
			t.Errorf("%s takes a member that it does not have: %v", c.Verb, err)
		}
	}
	for _, bad := range []string{`{"id":"1","verb":"explode"}`, `{"id":"1","verb":"scan","colour":1}`, `{"id":1}`, `[]`} {
		if err := json.Unmarshal([]byte(bad), &Command{}); !errors.Is(err, ErrCommand) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestCommandHash(t *testing.T) {
	t.Parallel()
	base := Command{ID: "1", Verb: "scan", Station: "S1", Args: &Scan{Code: "P1"}}
	if got, want := base.Hash(), "MCwSNn1xUDR8onysoCeE"; got != want {
		t.Errorf("the hash of a command changed: got %s, want %s; stores keep it", got, want)
	}
	same := base
	same.ID, same.Mode = "2", ModeAsk
	if same.Hash() != base.Hash() {
		t.Error("the id, or saying that the command asks, changes the hash")
	}
	changed := map[string]func(*Command){
		"station":  func(c *Command) { c.Station = "S2" },
		"mode":     func(c *Command) { c.Mode = ModeReport },
		"actor":    func(c *Command) { c.Actor = "a" },
		"occurred": func(c *Command) { c.OccurredAt = 1 },
		"confirm":  func(c *Command) { c.Confirm = []Code{CodeShort} },
		"args":     func(c *Command) { c.Args = &Scan{Code: "P2"} },
		"verb":     func(c *Command) { c.Verb, c.Args = "start", &Start{Object: "P1"} },
	}
	for name, change := range changed {
		c := base
		if change(&c); c.Hash() == base.Hash() {
			t.Errorf("the hash does not depend on %s", name)
		}
	}
}

func TestCommandCheck(t *testing.T) {
	t.Parallel()
	good := Command{ID: "1", Args: &Scan{Code: "P1"}}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	bad := map[string]func(*Command){
		"id":         func(c *Command) { c.ID = "" },
		"station":    func(c *Command) { c.Station = "a\x00b" },
		"source":     func(c *Command) { c.Source = strings.Repeat("x", 257) },
		"actor":      func(c *Command) { c.Actor = "\xff" },
		"mode":       func(c *Command) { c.Mode = "maybe" },
		"zoneOffset": func(c *Command) { c.ZoneOffset = 900 },
		"occurredAt": func(c *Command) { c.OccurredAt = -1 },
		"confirm":    func(c *Command) { c.Confirm = make([]Code, 101) },
		"verb":       func(c *Command) { c.Args = nil },
	}
	for field, change := range bad {
		c := good
		change(&c)
		if err := c.Check(); !errors.Is(err, ErrCommand) || !strings.Contains(err.Error(), field+":") {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// TestReadBodyRefuses checks that what is no body of ours is an error.
func TestReadBodyRefuses(t *testing.T) {
	t.Parallel()
	for kind, body := range map[EntryKind]string{
		EntryMaterial: `{"type":"ObjectEvent"`, EntryHold: `{"fact":[]}`, EntryJudged: `{`, "unheard-of": `{}`,
	} {
		var e Entry
		if err := e.ReadBody(kind, []byte(body)); !errors.Is(err, ErrBody) {
			t.Errorf("%s %s: %v", kind, body, err)
		}
	}
}
