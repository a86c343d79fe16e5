package arch

import "slices"

var (
	domain = []string{"track", "plant", "ident", "epcis", "uom"}
	// edge is what everything that faces the outside may use. It reaches the
	// journal's writer through the engine alone, and never the database.
	edge = slices.Concat(domain, []string{"flow", "engine", "view", "journal", "feed"})
)

// mayImport names, for each package, the packages of ours that it may import;
// "*" means any, except those of nobodyImports. The names are folders without
// internal/. A folder ending in /* stands for those without a row of their own.
//
// A package xtest inside x helps the tests of others: it may import what x may,
// x itself, schema and golden, and only tests import it. What a _test.go file
// imports is free.
var mayImport = map[string][]string{
	// The domain, pure: downwards only.
	"track":          {"plant", "ident", "ident/gs1", "ident/mh10", "ident/pattern", "ident/serial", "epcis", "epcis/form", "epcis/hash", "epcis/query", "epcis/schedule", "epcis/validate", "uom"},
	"uom":            {},
	"plant":          {"ident", "ident/gs1", "ident/pattern", "ident/serial", "epcis"},
	"epcis":          {"ident"},
	"epcis/xml":      {"epcis"},
	"epcis/form":     {"epcis", "ident/epc", "ident/gs1"},
	"epcis/validate": {"epcis", "ident/epc", "ident/gs1"},
	"epcis/hash":     {"epcis", "epcis/form"},
	"epcis/schedule": {},
	"epcis/query":    {"epcis", "epcis/form", "ident/epc", "ident/gs1", "uom"},
	"ident":          {"ident/gs1", "ident/epc", "ident/mh10", "ident/medical", "ident/serial", "ident/refusal"},
	"ident/gs1":      {},
	"ident/symbol":   {"ident"},
	"ident/zpl":      {"ident", "ident/symbol"},
	"catenax":        {"track", "plant", "ident"},
	"erp":            {"track"},
	"flow":           {"track", "plant"},
	"locale":         {"track"},
	"dossier":        {},
	"lineage":        {},
	"sheet":          {},
	"label":          {"plant", "ident/gs1", "ident/symbol", "ident/zpl"},

	// The schemes that codes follow, beside GS1.
	"ident/refusal": {},
	"ident/mh10":    {"ident/refusal"},
	"ident/epc":     {"ident/refusal", "ident/gs1"},
	"ident/medical": {"ident/refusal"},
	"ident/serial":  {"ident/refusal"},
	"ident/pattern": {"ident/refusal"},

	// Storage and the write path.
	"sqldb":   {},
	"schema":  {"sqldb"},
	"journal": append([]string{"sqldb", "schema"}, domain...),
	"view":    append([]string{"sqldb", "journal", "flow", "epcis/schedule"}, domain...), // reads the journal, never writes it
	"feed":    {},
	"doctor":  {"sqldb", "attachment", "journal", "engine", "subscription"},
	"backup":  {"sqldb", "schema", "attachment", "journal", "view", "engine"},
	"engine":  append([]string{"sqldb", "attachment", "journal", "view", "feed"}, domain...),

	"attachment": {"sqldb"},

	"epcisview": append([]string{"sqldb", "journal", "engine", "feed", "epcis/form", "epcis/query", "ident/gs1"}, domain...),

	"subscription": append([]string{"sqldb", "epcisview", "epcis/form", "epcis/query", "epcis/schedule"}, domain...),

	"capture": append([]string{"sqldb", "engine", "epcisview", "epcis/hash", "epcis/query", "epcis/validate", "epcis/xml"}, domain...),

	// The edges.
	"api":             {},
	"client":          {"api"},
	"httpapi":         append([]string{"api", "attachment", "auth", "dossier", "erp", "ident/serial", "ident/symbol", "label", "lineage", "resolver", "locale", "sheet", "capture", "epcisview", "subscription", "epcis/form", "epcis/query", "epcis/schedule", "epcis/validate", "epcis/xml"}, edge...),
	"resolver":        {"ident/gs1"},
	"localtls":        {"ident/symbol", "resolver"},
	"device":          domain,
	"device/*":        append([]string{"device"}, domain...), // gets a Submit function, never the engine
	"device/printing": append([]string{"device", "device/printer", "label"}, domain...),
	"demo":            append([]string{"api", "client", "device"}, edge...),
	"auth":            {"sqldb"},
	"config":          {},
	"webui":           {},

	// The wiring, and what stands outside the server.
	"cli":             {"*"},
	"cli/argument":    {"track"},
	"cli/show":        {"api", "plant"},
	"cmd/tracewright": {"cli"},
	"tools/*":         {"*"},
	"golden":          {},
	"benchtest":       {},
	"arch":            {},
}

// nobodyImports lists the packages that only a row which names them may import.
var nobodyImports = []string{"cli", "arch", "golden"}

// pure code gets its time, chance and data as arguments, so that replay finds
// the same answer. What lies in a folder of these is pure as well.
var pure = slices.Concat(domain, []string{"catenax", "erp", "label"})

// impure names what pure code does not import; a name ending in / stands for
// everything below it, with the exceptions of pureAnyway.
var (
	impure = []string{
		"context", "database/sql", "database/sql/", "net", "net/", "os", "os/", "log", "log/", "syscall",
		"math/rand", "math/rand/", "crypto/rand",
	}
	pureAnyway = []string{"net/url"}
)

// deterministic code may use the database, but no clock and no chance.
var deterministic = append([]string{"view"}, pure...)

// testOnly names the libraries that no shipped code imports.
var testOnly = []string{
	"testing", "testing/", "github.com/google/go-cmp/", "github.com/rogpeppe/go-internal/", "pgregory.net/rapid",
	"github.com/makiuchi-d/gozxing/", "github.com/santhosh-tekuri/jsonschema/v6", "github.com/dlclark/regexp2",
}

// bannedNames say nothing about what a package is for.
var bannedNames = []string{
	"base", "common", "helper", "helpers", "impl", "lib", "manager", "misc", "model", "models", "service", "shared",
	"types", "util", "utils",
}

// mayPrint lists who writes to standard output.
var mayPrint = []string{"cli", "cmd", "tools"}

// mayPanic lists the functions, as folder.Function, that panic for a broken
// invariant of our own; any function whose name begins with Must or must may.
var mayPanic = []string{
	"plant.Schema", "plant.tree", // their own types always encode
}
