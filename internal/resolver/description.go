package resolver

import "github.com/go-json-experiment/json"

// WellKnown is where a resolver describes itself.
const WellKnown = "/.well-known/gs1resolver"

// description is the resolver description file of the GS1-Conformant Resolver
// standard.
type description struct {
	Name      string      `json:"name"`
	Root      string      `json:"resolverRoot"`
	Keys      []string    `json:"supportedPrimaryKeys"`
	LinkTypes []namespace `json:"supportedLinkType"`
	// CanBeLinkset says whether a linkset may be the default answer.
	CanBeLinkset bool `json:"linkTypeDefaultCanBeLinkset"`
}

type namespace struct {
	Namespace string `json:"namespace"`
	Prefix    string `json:"prefix"`
}

// Describe is the description of the resolver at an origin.
func Describe(name, origin string) ([]byte, error) {
	return json.Marshal(&description{
		Name: name, Root: origin, Keys: []string{"all"}, LinkTypes: []namespace{{vocabulary, "gs1:"}},
	})
}
