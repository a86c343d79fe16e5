package plant

import (
	"slices"
	"strings"
)

// Document is a text, a drawing or a manual that goes with an operation.
type Document struct {
	Title string `json:"title"`
	File  string `json:"file"`
}

// eachFile goes over what names a file: pictures and documents of operations, and
// pictures of their steps.
func (d *Definition) eachFile(do func(name *string)) {
	for r := range d.Routes {
		for o := range d.Routes[r].Operations {
			op := &d.Routes[r].Operations[o]
			do(&op.Picture)
			for i := range op.Documents {
				do(&op.Documents[i].File)
			}
			for i := range op.Steps {
				do(&op.Steps[i].Picture)
			}
		}
	}
}

// Files lists the files that a definition names, each once: by the SHA-256 of their
// bytes, or by their paths beside the definition, which are to be uploaded first.
func (d *Definition) Files() []string {
	var names []string
	known := map[string]bool{}
	d.eachFile(func(name *string) {
		if *name != "" && !known[*name] {
			known[*name] = true
			names = append(names, *name)
		}
	})
	return names
}

// IsDigest reports whether a text is the SHA-256 of a file as it is named: 64
// hexadecimal digits in lower case.
func IsDigest(text string) bool {
	return len(text) == 64 && strings.Trim(text, "0123456789abcdef") == ""
}

// file checks the name of a file that may be left out.
func (c *checker) file(name string, at *path) {
	outside := strings.HasPrefix(name, "/") || strings.ContainsAny(name, `\:`) || slices.Contains(strings.Split(name, "/"), "..")
	if outside || len(name) > maxName || !printable(name) {
		c.fault(at, "write the SHA-256 of a file that was uploaded, or the path of one beside the definition, such as pictures/lid.png",
			"%s is neither a SHA-256 nor a file beside the definition", quoted(name))
	}
}

// files checks the picture and the documents of an operation.
func (c *checker) files(o *Operation, at *path) {
	c.file(o.Picture, at.at("picture"))
	titles := unique{}
	for i, f := range o.Documents {
		at := at.at("documents").item(i)
		if c.uniqueCode(titles, f.Title, at.at("title"), "document", "the operation"); f.File == "" {
			c.fault(at.at("file"), "name the file", "the document has no file")
		}
		c.file(f.File, at.at("file"))
	}
}
