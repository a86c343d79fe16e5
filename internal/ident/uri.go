package ident

import (
	"net/url"
	"strconv"
	"strings"
)

// The private URIs of things that have no key of a standard: one reversible
// rule for each. An object's URI holds its key and nothing else, so that it
// survives relabelling and never puts a private serial into an invented GTIN.
const (
	objectPrefix = "urn:tracewright:obj:"
	placePrefix  = "urn:tracewright:place:"
	orderPrefix  = "urn:tracewright:order:"
	partyPrefix  = "urn:tracewright:party:"
	checkPrefix  = "urn:tracewright:characteristic:"
	toolPrefix   = "urn:tracewright:equipment:"
	eventPrefix  = "urn:tracewright:event:"
)

// MaxCode is the longest code that is read, in bytes.
const MaxCode = 4096

// MaxValue is the longest identifier that is kept, in bytes.
const MaxValue = 256

// ObjectURI is the URI of the object with a key.
func ObjectURI(key string) string { return objectPrefix + key }

// ObjectKey is the key in an object's URI; false for any other text.
func ObjectKey(uri string) (key string, ok bool) {
	key, ok = strings.CutPrefix(uri, objectPrefix)
	return key, ok && IsObjectKey(key)
}

// IsObjectKey reports whether a text has the form of an object key: the store
// it was made in, and two numbers in base 36 ("k7f3qd2m-000003l-0").
func IsObjectKey(text string) bool {
	parts := strings.Split(text, "-")
	if len(parts) != 3 || len(text) > 64 {
		return false
	}
	for _, p := range parts {
		if p == "" {
			return false
		}
		for _, r := range p {
			if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
				return false
			}
		}
	}
	return len(parts[1]) >= 7
}

// PlaceURI is the URI of a place of the site: a station, an area, a stock.
func PlaceURI(place string) string { return placePrefix + url.PathEscape(place) }

// Place is the place in a place's URI; false for any other text.
func Place(uri string) (place string, ok bool) { return unescape(uri, placePrefix) }

// PositionURI is the URI of a position of a station.
func PositionURI(station, position string) string {
	return placePrefix + url.PathEscape(station) + "/" + url.PathEscape(position)
}

// Position is the station and the position in a position's URI; false for any
// other text.
func Position(uri string) (station, position string, ok bool) {
	escaped, ok := strings.CutPrefix(uri, placePrefix)
	station, position, slash := strings.Cut(escaped, "/")
	if !ok || !slash {
		return "", "", false
	}
	station, err := url.PathUnescape(station)
	if err != nil {
		return "", "", false
	}
	position, err = url.PathUnescape(position)
	return station, position, err == nil
}

// OrderURI is the URI of a work order.
func OrderURI(order string) string { return orderPrefix + url.PathEscape(order) }

// Order is the work order in an order's URI; false for any other text.
func Order(uri string) (order string, ok bool) { return unescape(uri, orderPrefix) }

// PartyURI is the URI of a partner known by a name or number of ours.
func PartyURI(party string) string { return partyPrefix + url.PathEscape(party) }

// CharacteristicURI is the URI of a characteristic of the plant definition.
func CharacteristicURI(code string) string { return checkPrefix + url.PathEscape(code) }

// Characteristic is the code in a characteristic's URI; false for any other
// text.
func Characteristic(uri string) (code string, ok bool) { return unescape(uri, checkPrefix) }

// EquipmentURI is the URI of a piece of equipment of the plant definition.
func EquipmentURI(code string) string { return toolPrefix + url.PathEscape(code) }

// EventURI is the URI of one of the events that an entry of a journal is told as:
// its hash, in hexadecimal, makes it unique, so that no two journals share one.
func EventURI(seq int64, hash string, line int) string {
	return eventPrefix + strconv.FormatInt(seq, 10) + "-" + hash + "-" + strconv.Itoa(line)
}

// EventEntry is the number of the entry in an event's URI; false for any other text.
func EventEntry(uri string) (seq int64, ok bool) {
	rest, ok := strings.CutPrefix(uri, eventPrefix)
	number, _, dash := strings.Cut(rest, "-")
	seq, err := strconv.ParseInt(number, 10, 64)
	return seq, ok && dash && err == nil && seq >= 0
}

func unescape(uri, prefix string) (string, bool) {
	escaped, ok := strings.CutPrefix(uri, prefix)
	if !ok {
		return "", false
	}
	text, err := url.PathUnescape(escaped)
	return text, err == nil
}
