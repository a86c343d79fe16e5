package symboltest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// needed skips the test under -short, which promises to need nothing but Go.
func needed(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: not read by programs that are not ours")
	}
}

// debian are the packages of the programs.
var debian = map[string]string{
	"dmtxread": "dmtx-utils", "zbarimg": "zbar-tools", "zint": "zint", "rsvg-convert": "librsvg2-bin", "pdftoppm": "poppler-utils",
}

func find(t testing.TB, program string) string {
	t.Helper()
	needed(t)
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%s is not installed, which proves symbols in tests: run scripts/setup, or on Debian apt-get install %s", program, debian[program])
	}
	return path
}

// ReadDataMatrix gives what libdmtx reads in the one Data Matrix of a PNG. FNC1
// between elements comes as GS; in front it is left out.
func ReadDataMatrix(t testing.TB, picture []byte) string {
	t.Helper()
	out := run(t, find(t, "dmtxread"), "-N", "1", "-G", "29", "-m", "4000", save(t, picture))
	return strings.TrimPrefix(string(out), "\x1d")
}

// ReadBars gives what zbar reads in the one QR or Code 128 symbol of a PNG.
func ReadBars(t testing.TB, picture []byte) string {
	t.Helper()
	out := run(t, find(t, "zbarimg"), "--raw", "-q", "--nodbus", "-S*.disable", "-Sqrcode.enable", "-Scode128.enable", save(t, picture))
	return strings.TrimSuffix(string(out), "\n")
}

var svgSize = regexp.MustCompile(`<svg width="(\d+)" height="(\d+)"`)

// ZintSize gives the width and height, in modules, of the symbol that zint
// makes with the given options, such as --barcode=DATAMATRIX.
func ZintSize(t testing.TB, text string, options ...string) (width, height int) {
	t.Helper()
	folder := t.TempDir()
	input := filepath.Join(folder, "text")
	if err := os.WriteFile(input, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	// At half a pixel for each unit, a module is one pixel.
	args := append(options, "--binary", "--scale=0.5", "--notext", "-o", filepath.Join(folder, "out.svg"), "-i", input)
	run(t, find(t, "zint"), args...)
	svg, err := os.ReadFile(filepath.Join(folder, "out.svg"))
	if err != nil {
		t.Fatal(err)
	}
	size := svgSize.FindSubmatch(svg)
	if size == nil {
		t.Fatalf("zint drew %.200s", svg)
	}
	width, _ = strconv.Atoi(string(size[1]))
	height, _ = strconv.Atoi(string(size[2]))
	return width, height
}

// Size is that of a symbol, in modules.
type Size struct{ Width, Height int }

// ZintSizes gives the sizes of the symbols that zint makes of lines, in one run, with
// the given options; zero of a line that it refuses.
func ZintSizes(t testing.TB, lines []string, options ...string) []Size {
	t.Helper()
	folder := t.TempDir()
	input := filepath.Join(folder, "lines")
	if err := os.WriteFile(input, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	// At half a pixel for each unit, a module is one pixel.
	args := append(options, "--batch", "--scale=0.5", "--notext", "-o", filepath.Join(folder, "~~~~~.svg"), "-i", input)
	_ = exec.Command(find(t, "zint"), args...).Run() // it ends with an error where it refuses a line
	sizes := make([]Size, len(lines))
	for i := range lines {
		svg, err := os.ReadFile(filepath.Join(folder, fmt.Sprintf("%05d.svg", i+1)))
		if size := svgSize.FindSubmatch(svg); err == nil && size != nil {
			sizes[i].Width, _ = strconv.Atoi(string(size[1]))
			sizes[i].Height, _ = strconv.Atoi(string(size[2]))
		}
	}
	return sizes
}

// ZintRows gives the modules of the symbol that zint makes with the given options,
// as hexadecimal digits, row by row.
func ZintRows(t testing.TB, text string, options ...string) []string {
	t.Helper()
	out := run(t, find(t, "zint"), append(options, "--dump", "-d", text)...)
	return strings.Split(strings.TrimSpace(strings.ReplaceAll(string(out), " ", "")), "\n")
}

// ZintPNG is a picture that zint makes with the given options.
func ZintPNG(t testing.TB, text string, options ...string) []byte {
	t.Helper()
	return run(t, find(t, "zint"), append(options, "--direct", "--filetype=PNG", "--notext", "-d", text)...)
}

func save(t testing.TB, picture []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "symbol.png")
	if err := os.WriteFile(name, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func run(t testing.TB, program string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(program, args...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %q: %v: %s", filepath.Base(program), args, err, said.String())
	}
	return out.Bytes()
}

// Rasterize gives the PNG of an SVG picture or of the first page of a PDF
// document, drawn by librsvg or poppler at so many dots per inch.
func Rasterize(t testing.TB, document []byte, form string, dpi int) []byte {
	t.Helper()
	folder := t.TempDir()
	name := filepath.Join(folder, "in."+form)
	if err := os.WriteFile(name, document, 0o600); err != nil {
		t.Fatal(err)
	}
	resolution := strconv.Itoa(dpi)
	if form == "svg" {
		return run(t, find(t, "rsvg-convert"), "--dpi-x", resolution, "--dpi-y", resolution, name)
	}
	return run(t, find(t, "pdftoppm"), "-png", "-singlefile", "-r", resolution, name)
}
