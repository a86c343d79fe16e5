package mh10

import "strings"

// Role says what a value is good for, whatever its identifier.
type Role string

// The roles of values.
const (
	RolePart      Role = "part"
	RoleRevision  Role = "revision"
	RoleSerial    Role = "serial"
	RoleLot       Role = "lot"
	RoleQuantity  Role = "quantity"
	RolePackage   Role = "package"
	RoleContainer Role = "container"
	RoleParty     Role = "party"
	RoleOrder     Role = "order"
	RoleDate      Role = "date"
	RolePlace     Role = "place"
	RoleAttribute Role = "attribute"
)

// Meaning is what an identifier stands for.
type Meaning struct {
	Role   Role
	Name   string // in words, for a screen
	Layout string // of dates: Y, M, D, W (week) and J (day of the year), one letter a digit
}

// Meaning returns what the element's identifier stands for; false where this
// package has no name for it. Data and text element identifiers share no names.
func (e Element) Meaning() (Meaning, bool) {
	m, ok := dataIdentifiers[e.ID]
	if !ok {
		m, ok = textIdentifiers[e.ID]
	}
	return m, ok
}

// SplitQuantity splits a value of 7Q, a quantity and its unit of two
// characters (ANSI X12 element 355); false when it is not one.
func SplitQuantity(value string) (quantity, unit string, ok bool) {
	if len(value) < 3 {
		return "", "", false
	}
	quantity, unit = value[:len(value)-2], value[len(value)-2:]
	digits := strings.Replace(quantity, ".", "", 1)
	ok = digits != "" && strings.Trim(digits, "0123456789") == "" && upper(unit[0]) && upper(unit[1])
	return quantity, unit, ok
}

// CheckPPN reports whether a Pharmacy Product Number (identifier 9N) has its
// two check digits: the sum of its characters, weighted by 2, 3, 4 and so on,
// modulo 97 (IFA coding system).
func CheckPPN(value string) bool {
	n := len(value) - 2
	if n < 3 || n > 20 {
		return false
	}
	sum := 0
	for i := range n {
		if !upper(value[i]) {
			return false
		}
		sum += int(value[i]) * (i + 2)
	}
	sum %= 97
	return value[n] == byte('0'+sum/10) && value[n+1] == byte('0'+sum%10)
}

const (
	license  = "license plate"
	customer = "assigned by the customer"
	supplier = "assigned by the supplier"
)

// dataIdentifiers are the usual data identifiers of ANSI MH10.8.2-2021.
var dataIdentifiers = map[string]Meaning{
	"B":   {RoleContainer, "container type", ""},
	"1B":  {RoleContainer, "returnable container", ""},
	"25B": {RoleContainer, "returnable container, globally unique", ""},
	"D":   {RoleDate, "date", "YYMMDD"},
	"1D":  {RoleDate, "date", "DDMMYY"},
	"2D":  {RoleDate, "date", "MMDDYY"},
	"3D":  {RoleDate, "date", "YJJJ"},
	"4D":  {RoleDate, "date", "YYJJJ"},
	"9D":  {RoleDate, "date, as the partners agree", ""},
	"10D": {RoleDate, "date code", "YYWW"},
	"11D": {RoleDate, "date code", "YYYYWW"},
	"12D": {RoleDate, "date", "YYYYMMDD"},
	"13D": {RoleDate, "oldest and newest date code", "YYWWYYWW"},
	"14D": {RoleDate, "expiration date", "YYYYMMDD"},
	"15D": {RoleDate, "expiration date", "DDMMYYYY"},
	"16D": {RoleDate, "production date", "YYYYMMDD"},
	"17D": {RoleDate, "production date", "DDMMYYYY"},
	"25D": {RoleDate, "best before date", "YYYYMMDD"},
	"E":   {RoleAttribute, "hazardous material code", ""},
	"13E": {RoleAttribute, "moisture sensitivity level", ""},
	"I":   {RoleSerial, "vehicle identification number", ""},
	"J":   {RolePackage, license, ""},
	"1J":  {RolePackage, license + ", smallest package", ""},
	"2J":  {RolePackage, license + ", of several packages", ""},
	"3J":  {RolePackage, license + ", smallest package, with EDI", ""},
	"4J":  {RolePackage, license + ", of several packages, with EDI", ""},
	"5J":  {RolePackage, license + ", mixed items", ""},
	"6J":  {RolePackage, license + ", like items", ""},
	"K":   {RoleOrder, "order " + customer, ""},
	"1K":  {RoleOrder, "order " + supplier, ""},
	"2K":  {RoleOrder, "bill of lading", ""},
	"4K":  {RoleOrder, "line of the customer's order", ""},
	"10K": {RoleOrder, "invoice", ""},
	"11K": {RoleOrder, "packing list", ""},
	"14K": {RoleOrder, "order and line, joined by +", ""},
	"15K": {RoleOrder, "kanban", ""},
	"L":   {RolePlace, "location", ""},
	"1L":  {RolePlace, "location", ""},
	"4L":  {RoleAttribute, "country of origin", ""},
	"9N":  {RolePart, "pharmacy product number", ""},
	"P":   {RolePart, "part " + customer, ""},
	"1P":  {RolePart, "part " + supplier, ""},
	"2P":  {RoleRevision, "revision of the part", ""},
	"25P": {RolePart, "part, globally unique", ""},
	"Q":   {RoleQuantity, "quantity", ""},
	"7Q":  {RoleQuantity, "quantity with its unit", ""},
	"1R":  {RoleOrder, "return " + supplier, ""},
	"S":   {RoleSerial, "serial number", ""},
	"3S":  {RolePackage, "package, like items", ""},
	"4S":  {RolePackage, "package, mixed items", ""},
	"8S":  {RolePackage, "serial shipping container code", ""},
	"18S": {RoleSerial, "serial number with CAGE code", ""},
	"25S": {RoleSerial, "serial number, globally unique", ""},
	"37S": {RoleSerial, "part and serial number, globally unique", ""},
	"T":   {RoleLot, "lot " + customer, ""},
	"1T":  {RoleLot, "lot " + supplier, ""},
	"25T": {RoleLot, "lot, globally unique", ""},
	"V":   {RoleParty, "supplier, numbered by the customer", ""},
	"1V":  {RoleParty, "supplier, numbered by itself", ""},
	"18V": {RoleParty, "party, globally unique", ""},
	"W":   {RoleOrder, "work order", ""},
	"Z":   {RoleAttribute, "as the partners agree", ""},
}

// textIdentifiers are the usual text element identifiers of ATA Spec 2000,
// chapter 9, and MIL-STD-130.
var textIdentifiers = map[string]Meaning{
	"MFR": {RoleParty, "manufacturer", ""},
	"SPL": {RoleParty, "supplier", ""},
	"CAG": {RoleParty, "CAGE code of the enterprise", ""},
	"DUN": {RoleParty, "DUNS number of the enterprise", ""},
	"EUC": {RoleParty, "GS1 company prefix of the enterprise", ""},
	"PNR": {RolePart, "part number", ""},
	"PNO": {RolePart, "original part number", ""},
	"SER": {RoleSerial, "serial number, unique in the enterprise", ""},
	"SEQ": {RoleSerial, "serial number, unique for the part", ""},
	"USN": {RoleSerial, "serial number, globally unique", ""},
	"UST": {RoleSerial, "serial number, globally unique", ""},
	"UCN": {RoleSerial, "serial number, globally unique", ""},
	"LOT": {RoleLot, "lot", ""},
	"LTN": {RoleLot, "lot", ""},
	"DMF": {RoleDate, "date of manufacture", "YYYYMMDD"},
	"EXP": {RoleDate, "expiration date", "YYYYMMDD"},
}
