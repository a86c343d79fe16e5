package label

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"github.com/tracewright/tracewright/internal/plant"
)

//go:embed starters/*.yaml
var starters embed.FS

// Starters lists the codes of the labels to begin with, in alphabetical order.
func Starters() []string {
	files, err := starters.ReadDir("starters")
	if err != nil {
		return nil // it is part of the program
	}
	codes := make([]string, len(files))
	for i, f := range files {
		codes[i] = strings.TrimSuffix(f.Name(), ".yaml")
	}
	return codes
}

// Starter gives a label to begin with, and its YAML; the error is wrong input
// where there is none of that code.
func Starter(code string) (l *plant.Label, source []byte, err error) {
	source, err = starters.ReadFile(path.Join("starters", code+".yaml"))
	if err != nil {
		return nil, nil, fmt.Errorf("there is no starter %q; there are %s", code, strings.Join(Starters(), ", "))
	}
	l, err = plant.ParseLabel(source)
	return l, source, err
}
