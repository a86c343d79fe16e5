package validate

import (
	"strings"

	"github.com/tracewright/tracewright/internal/epcis"
)

// Document returns what is wrong with a document apart from its events.
func Document(d *epcis.Document) []*epcis.Error {
	c := check{context: d.Context}
	c.uri(d.ID, "/id")
	if d.Type == epcis.CaptureDocument && (d.SchemaVersion == "" || d.CreationDate.IsZero()) {
		c.fail("", ruleDated, "lacks schemaVersion or creationDate")
	}
	if d.SchemaVersion != "" && !isVersion(d.SchemaVersion) {
		c.fail("/schemaVersion", ruleVersion, "is no version")
	}
	for i := range d.MasterData {
		c.vocabulary(&d.MasterData[i], index("/epcisHeader/epcisMasterData/vocabularyList", i))
	}
	c.extensions(d.HeaderExtensions, "/epcisHeader")
	c.extensions(d.BodyExtensions, "/epcisBody")
	c.extensions(d.Extensions, "")
	return c.faults
}

func isVersion(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return true
}

func (c *check) vocabulary(v *epcis.Vocabulary, path string) {
	c.uri(v.Type, path+"/type")
	for i := range v.Elements {
		e := &v.Elements[i]
		at := index(path+"/vocabularyElementList", i)
		c.id(e.ID, at+"/id")
		for j := range e.Attributes {
			if !epcis.IsName(e.Attributes[j].ID) {
				c.fail(index(at+"/attributes", j)+"/id", ruleName, "is neither a prefixed name nor a URI")
			}
		}
		for j, s := range e.Children {
			c.idAt(s, at+"/children", j)
		}
		c.extensions(e.Extensions, at)
	}
	c.extensions(v.Extensions, path)
}
