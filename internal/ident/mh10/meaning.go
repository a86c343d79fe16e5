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
	var m Meaning
	var ok bool
	if identifierLength(e.ID) == len(e.ID) {
		m, ok = dataIdentifier(e.ID)
	} else {
		m, ok = textIdentifier(e.ID)
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

// dataIdentifier knows the usual data identifiers of ANSI MH10.8.2-2021.
func dataIdentifier(id string) (Meaning, bool) {
	const (
		license  = "license plate"
		customer = "assigned by the customer"
		supplier = "assigned by the supplier"
	)
	switch id {
	case "B":
		return Meaning{RoleContainer, "container type", ""}, true
	case "1B":
		return Meaning{RoleContainer, "returnable container", ""}, true
	case "25B":
		return Meaning{RoleContainer, "returnable container, globally unique", ""}, true
	case "D":
		return Meaning{RoleDate, "date", "YYMMDD"}, true
	case "1D":
		return Meaning{RoleDate, "date", "DDMMYY"}, true
	case "2D":
		return Meaning{RoleDate, "date", "MMDDYY"}, true
	case "3D":
		return Meaning{RoleDate, "date", "YJJJ"}, true
	case "4D":
		return Meaning{RoleDate, "date", "YYJJJ"}, true
	case "9D":
		return Meaning{RoleDate, "date, as the partners agree", ""}, true
	case "10D":
		return Meaning{RoleDate, "date code", "YYWW"}, true
	case "11D":
		return Meaning{RoleDate, "date code", "YYYYWW"}, true
	case "12D":
		return Meaning{RoleDate, "date", "YYYYMMDD"}, true
	case "13D":
		return Meaning{RoleDate, "oldest and newest date code", "YYWWYYWW"}, true
	case "14D":
		return Meaning{RoleDate, "expiration date", "YYYYMMDD"}, true
	case "15D":
		return Meaning{RoleDate, "expiration date", "DDMMYYYY"}, true
	case "16D":
		return Meaning{RoleDate, "production date", "YYYYMMDD"}, true
	case "17D":
		return Meaning{RoleDate, "production date", "DDMMYYYY"}, true
	case "25D":
		return Meaning{RoleDate, "best before date", "YYYYMMDD"}, true
	case "E":
		return Meaning{RoleAttribute, "hazardous material code", ""}, true
	case "13E":
		return Meaning{RoleAttribute, "moisture sensitivity level", ""}, true
	case "I":
		return Meaning{RoleSerial, "vehicle identification number", ""}, true
	case "J":
		return Meaning{RolePackage, license, ""}, true
	case "1J":
		return Meaning{RolePackage, license + ", smallest package", ""}, true
	case "2J":
		return Meaning{RolePackage, license + ", of several packages", ""}, true
	case "3J":
		return Meaning{RolePackage, license + ", smallest package, with EDI", ""}, true
	case "4J":
		return Meaning{RolePackage, license + ", of several packages, with EDI", ""}, true
	case "5J":
		return Meaning{RolePackage, license + ", mixed items", ""}, true
	case "6J":
		return Meaning{RolePackage, license + ", like items", ""}, true
	case "K":
		return Meaning{RoleOrder, "order " + customer, ""}, true
	case "1K":
		return Meaning{RoleOrder, "order " + supplier, ""}, true
	case "2K":
		return Meaning{RoleOrder, "bill of lading", ""}, true
	case "4K":
		return Meaning{RoleOrder, "line of the customer's order", ""}, true
	case "10K":
		return Meaning{RoleOrder, "invoice", ""}, true
	case "11K":
		return Meaning{RoleOrder, "packing list", ""}, true
	case "14K":
		return Meaning{RoleOrder, "order and line, joined by +", ""}, true
	case "15K":
		return Meaning{RoleOrder, "kanban", ""}, true
	case "L", "1L":
		return Meaning{RolePlace, "location", ""}, true
	case "4L":
		return Meaning{RoleAttribute, "country of origin", ""}, true
	case "9N":
		return Meaning{RolePart, "pharmacy product number", ""}, true
	case "P":
		return Meaning{RolePart, "part " + customer, ""}, true
	case "1P":
		return Meaning{RolePart, "part " + supplier, ""}, true
	case "2P":
		return Meaning{RoleRevision, "revision of the part", ""}, true
	case "25P":
		return Meaning{RolePart, "part, globally unique", ""}, true
	case "Q":
		return Meaning{RoleQuantity, "quantity", ""}, true
	case "7Q":
		return Meaning{RoleQuantity, "quantity with its unit", ""}, true
	case "1R":
		return Meaning{RoleOrder, "return " + supplier, ""}, true
	case "S":
		return Meaning{RoleSerial, "serial number", ""}, true
	case "3S":
		return Meaning{RolePackage, "package, like items", ""}, true
	case "4S":
		return Meaning{RolePackage, "package, mixed items", ""}, true
	case "8S":
		return Meaning{RolePackage, "serial shipping container code", ""}, true
	case "18S":
		return Meaning{RoleSerial, "serial number with CAGE code", ""}, true
	case "25S":
		return Meaning{RoleSerial, "serial number, globally unique", ""}, true
	case "37S":
		return Meaning{RoleSerial, "part and serial number, globally unique", ""}, true
	case "T":
		return Meaning{RoleLot, "lot " + customer, ""}, true
	case "1T":
		return Meaning{RoleLot, "lot " + supplier, ""}, true
	case "25T":
		return Meaning{RoleLot, "lot, globally unique", ""}, true
	case "V":
		return Meaning{RoleParty, "supplier, numbered by the customer", ""}, true
	case "1V":
		return Meaning{RoleParty, "supplier, numbered by itself", ""}, true
	case "18V":
		return Meaning{RoleParty, "party, globally unique", ""}, true
	case "W":
		return Meaning{RoleOrder, "work order", ""}, true
	case "Z":
		return Meaning{RoleAttribute, "as the partners agree", ""}, true
	}
	return Meaning{}, false
}

// textIdentifier knows the usual text element identifiers of ATA Spec 2000,
// chapter 9, and MIL-STD-130.
func textIdentifier(id string) (Meaning, bool) {
	switch id {
	case "MFR":
		return Meaning{RoleParty, "manufacturer", ""}, true
	case "SPL":
		return Meaning{RoleParty, "supplier", ""}, true
	case "CAG":
		return Meaning{RoleParty, "CAGE code of the enterprise", ""}, true
	case "DUN":
		return Meaning{RoleParty, "DUNS number of the enterprise", ""}, true
	case "EUC":
		return Meaning{RoleParty, "GS1 company prefix of the enterprise", ""}, true
	case "PNR":
		return Meaning{RolePart, "part number", ""}, true
	case "PNO":
		return Meaning{RolePart, "original part number", ""}, true
	case "SER":
		return Meaning{RoleSerial, "serial number, unique in the enterprise", ""}, true
	case "SEQ":
		return Meaning{RoleSerial, "serial number, unique for the part", ""}, true
	case "USN", "UST", "UCN":
		return Meaning{RoleSerial, "serial number, globally unique", ""}, true
	case "LOT", "LTN":
		return Meaning{RoleLot, "lot", ""}, true
	case "DMF":
		return Meaning{RoleDate, "date of manufacture", "YYYYMMDD"}, true
	case "EXP":
		return Meaning{RoleDate, "expiration date", "YYYYMMDD"}, true
	}
	return Meaning{}, false
}
