package plant

import (
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"
)

// MaxInside is how many components Env.Inside lists at most, so that a
// condition that looks at each of them ends soon.
const MaxInside = 1000

const (
	maxNodes      = 200  // of a condition
	maxConditions = 1000 // of a definition: each costs some hundred microseconds to read
)

// Env is what a condition may ask: the object at the moment it is judged, and
// where that is. Texts that are not known are empty.
type Env struct {
	Object    EnvObject `expr:"object"`
	Operation string    `expr:"operation"` // its code
	Attempt   int       `expr:"attempt"`   // of the visit that begins or ends, from 1
	Station   string    `expr:"station"`   // its code; so are line, area and position
	Line      string    `expr:"line"`
	Area      string    `expr:"area"`
	Position  string    `expr:"position"`
	// Passed are the operations whose results stand, in the order of the route.
	Passed []string `expr:"passed"`
	// Results are the last standing results by characteristic; one without a
	// result is the zero EnvResult.
	Results map[string]EnvResult `expr:"results"`
	// Inside are the components directly in the object, at most MaxInside.
	Inside []EnvComponent `expr:"inside"`
}

// EnvObject is the object that a condition is about.
type EnvObject struct {
	Name     string  `expr:"name"` // as people call it
	Kind     string  `expr:"kind"` // unit, lot and so on
	Part     string  `expr:"part"`
	Revision string  `expr:"revision"`
	Maker    string  `expr:"maker"`
	Order    string  `expr:"order"`
	Quantity float64 `expr:"quantity"` // of a lot, in its unit; the nearest float
}

// EnvResult is a result that stands.
type EnvResult struct {
	Value   float64 `expr:"value"` // the nearest float; 0 for what is only judged
	UoM     string  `expr:"uom"`
	Outcome string  `expr:"outcome"` // pass, fail, invalid; empty without a result
	Count   int     `expr:"count"`   // standing results of the characteristic
}

// EnvComponent is a component that is in the object now.
type EnvComponent struct {
	Name     string `expr:"name"`
	Part     string `expr:"part"`
	Revision string `expr:"revision"`
	Maker    string `expr:"maker"`
	Line     string `expr:"line"` // of the bill of material
}

// Test is a condition that is ready to be judged. It may be used from many
// goroutines.
type Test struct {
	*Condition
	program *vm.Program
	broken  error
}

// newTest makes a condition ready, the nth of its definition.
func newTest(c *Condition, n int) *Test {
	if n > maxConditions {
		return &Test{Condition: c, broken: fmt.Errorf("condition %s: there are more than %d", c.Code, maxConditions)}
	}
	program, err := compile(c.Expr)
	if err != nil {
		err = fmt.Errorf("condition %s: %w", c.Code, err)
	}
	return &Test{Condition: c, program: program, broken: err}
}

// Holds judges the condition. It takes no clock and no chance, and ends soon.
// An error means that it cannot be judged: it was not checked, or it asks for
// what is not there, such as the first of an empty list.
func (t *Test) Holds(e *Env) (bool, error) {
	if t.broken != nil {
		return false, t.broken
	}
	answer, err := expr.Run(t.program, e)
	if err != nil {
		return false, fmt.Errorf("condition %s: %w", t.Code, err)
	}
	holds, ok := answer.(bool)
	if !ok {
		return false, fmt.Errorf("condition %s: the answer is %v", t.Code, answer)
	}
	return holds, nil
}

// compile makes an expression ready to be judged. What could run long, differ
// from time to time or depend on anything but Env is not in the language: only
// the functions listed here, no ranges, and no loop inside a loop.
func compile(source string) (*vm.Program, error) {
	if len(source) > maxText {
		return nil, fmt.Errorf("%d bytes; at most %d are read", len(source), maxText)
	}
	limits := &conditionLimits{}
	options := []expr.Option{
		expr.Env(&Env{}), expr.AsBool(), expr.MaxNodes(maxNodes), expr.DisableAllBuiltins(), expr.Patch(limits),
	}
	for _, name := range conditionFunctions() {
		options = append(options, expr.EnableBuiltin(name))
	}
	program, err := expr.Compile(source, options...)
	if limits.err != nil {
		return nil, limits.err
	}
	return program, err
}

// envNames are the names at the top of Env.
func envNames() []string {
	var names []string
	for f := range reflect.TypeFor[Env]().Fields() {
		names = append(names, f.Tag.Get("expr"))
	}
	return names
}

// conditionFunctions are the functions that a condition may call.
func conditionFunctions() []string {
	return []string{
		"all", "any", "none", "one", "count", "filter", "map", "sum", "min", "max", "abs", "ceil", "floor", "round",
		"len", "first", "last", "lower", "upper", "trim", "hasPrefix", "hasSuffix", "indexOf",
	}
}

// conditionLimits refuses what makes a condition run long or take much memory.
type conditionLimits struct{ err error }

// Visit looks at one node of the expression, after those inside it.
func (l *conditionLimits) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.BinaryNode:
		switch {
		case n.Operator == "..":
			l.err = errors.New("ranges are not read")
			*node = &ast.NilNode{} // so that nothing unrolls it
		case n.Operator == "+" && !(number(n.Left) && number(n.Right)): // texts could double again and again
			l.err = errors.New("only numbers are added")
		}
	case *ast.BuiltinNode:
		if !slices.Contains(conditionFunctions(), n.Name) {
			l.err = errors.New("unknown name " + n.Name)
		}
	case *ast.PredicateNode:
		inner := &loops{}
		ast.Walk(&n.Node, inner)
		if inner.found {
			l.err = errors.New("a loop inside a loop is not read")
		}
	}
}

// number tells whether a node is known to give a number.
func number(n ast.Node) bool {
	t := n.Type()
	return t != nil && (t.Kind() == reflect.Int || t.Kind() == reflect.Float64)
}

// loops notes whether there is a loop.
type loops struct{ found bool }

// Visit looks at one node.
func (l *loops) Visit(node *ast.Node) {
	if _, ok := (*node).(*ast.PredicateNode); ok {
		l.found = true
	}
}
