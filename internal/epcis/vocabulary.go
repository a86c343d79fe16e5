package epcis

import (
	"maps"
	"slices"
	"strings"
)

// Terms is one list of the Core Business Vocabulary 2.0. JSON has its words as
// they are; XML has them as URIs, of the web or, older, as URNs.
type Terms struct {
	web, urn string // what stands before the word; no urn: there are only web URIs
	aliases  []string
	words    map[string]struct{}
}

// The lists. Those without URN prefix came with version 2.0.
var (
	BizSteps = newTerms("https://ref.gs1.org/cbv/BizStep-", "urn:epcglobal:cbv:bizstep:",
		StepAccepting, StepArriving, StepAssembling, StepCollecting, StepCommissioning, StepConsigning,
		StepCreatingClassInstance, StepCycleCounting, StepDecommissioning, StepDeparting, StepDestroying,
		StepDisassembling, StepDispensing, StepEncoding, StepEnteringExiting, StepHolding, StepInspecting,
		StepInstalling, StepKilling, StepLoading, StepOther, StepPacking, StepPicking, StepReceiving, StepRemoving,
		StepRepackaging, StepRepairing, StepReplacing, StepReserving, StepRetailSelling, StepSampling,
		StepSensorReporting, StepShipping, StepStagingOutbound, StepStockTaking, StepStocking, StepStoring,
		StepTransporting, StepUnloading, StepUnpacking, StepVoidShipping)
	Dispositions = newTerms("https://ref.gs1.org/cbv/Disp-", "urn:epcglobal:cbv:disp:",
		DispActive, DispAvailable, DispCompletenessVerified, DispCompletenessInferred, DispConformant,
		DispContainerClosed, DispContainerOpen, DispDamaged, DispDestroyed, DispDispensed, DispDisposed, DispEncoded,
		DispExpired, DispInProgress, DispInTransit, DispInactive, DispMismatchInstance, DispMismatchClass,
		DispMismatchQuantity, DispNeedsReplacement, DispNoPedigreeMatch, DispNonConformant, DispNonSellableOther,
		DispPartiallyDispensed, DispRecalled, DispReserved, DispRetailSold, DispReturned, DispSellableAccessible,
		DispSellableNotAccessible, DispStolen, DispUnavailable, DispUnknown)
	TransactionTypes = newTerms("https://ref.gs1.org/cbv/BTT-", "urn:epcglobal:cbv:btt:",
		TxBillOfLading, TxCertificate, TxDespatchAdvice, TxInvoice, TxPedigree, TxPurchaseOrder,
		TxPurchaseOrderConfirmation, TxProductionOrder, TxReceivingAdvice, TxReturnAuthorization, TxTestProcedure,
		TxTestResult, TxUpstreamEvent)
	PartyTypes = newTerms("https://ref.gs1.org/cbv/SDT-", "urn:epcglobal:cbv:sdt:",
		PartyOwning, PartyPossessing, PartyLocation)
	ErrorReasons = newTerms("https://ref.gs1.org/cbv/ER-", "urn:epcglobal:cbv:er:",
		ReasonDidNotOccur, ReasonIncorrectData)
	Components = newTerms("https://ref.gs1.org/cbv/Comp-", "", strings.Fields("x y z axial_distance azimuth height "+
		"spherical_radius polar_angle elevation_angle easting northing latitude longitude altitude")...)
	Alerts       = newTerms(gs1Voc, "", "ALARM_CONDITION", "ERROR_CONDITION")
	Measurements = newTerms(gs1Voc, "", strings.Fields(""+
		"AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude AmountOfSubstance "+
		"AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area "+
		"Capacitance Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate "+
		"DynamicViscosity ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy "+
		"Exposure Force Frequency Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum "+
		"Luminance LuminousFlux LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential "+
		"Mass MassConcentration MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy "+
		"MolarMass MolarVolume Power Pressure RadiantFlux RadiantIntensity RelativeHumidity Resistance "+
		"Resistivity SolidAngle SpecificVolume Speed SurfaceDensity SurfaceTension Temperature Time Torque "+
		"Voltage Volume VolumeFlowRate VolumeFraction VolumetricFlux Wavenumber")...)
)

// IsSpelling reports whether a text is a word of some list, in any of its forms.
func IsSpelling(text string) bool {
	for _, t := range []*Terms{BizSteps, Dispositions, TransactionTypes, PartyTypes, ErrorReasons, Components, Alerts, Measurements} {
		if t.Has(t.Word(text)) {
			return true
		}
	}
	return false
}

const gs1Voc = "https://gs1.org/voc/"

func newTerms(web, urn string, words ...string) *Terms {
	t := &Terms{web: web, urn: urn, words: make(map[string]struct{}, len(words))}
	for _, w := range words {
		t.words[w] = struct{}{}
	}
	if web == gs1Voc {
		t.aliases = []string{"gs1:", "https://www.gs1.org/voc/", "https://ref.gs1.org/voc/", "http://gs1.org/voc/"}
	} else {
		t.aliases = []string{"cbv:" + strings.TrimPrefix(web, "https://ref.gs1.org/cbv/")}
	}
	return t
}

// Has reports whether a bare word is in the list.
func (t *Terms) Has(word string) bool {
	_, ok := t.words[word]
	return ok
}

// Words lists the bare words in their order.
func (t *Terms) Words() []string { return slices.Sorted(maps.Keys(t.words)) }

// Word is the bare word for any form of it: a web URI, a URN, a compact URI. A
// text that is no form of a word of the list stays as it is.
func (t *Terms) Word(text string) string {
	if word, ok := t.cut(text); ok && t.Has(word) {
		return word
	}
	return text
}

// Reserved reports whether JSON may not have a text in place of a word of the
// list: a URI that GS1 keeps for its words, by the JSON schema.
func (t *Terms) Reserved(text string) bool {
	prefixes := []string{"urn:epcglobal:cbv", "http://ns.gs1.org/cbv/", "https://ns.gs1.org/cbv/"}
	if t.web == gs1Voc {
		prefixes = []string{"http://gs1.org/voc/", gs1Voc, "http://www.gs1.org/voc/", "https://www.gs1.org/voc/"}
	}
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(text, p) })
}

func (t *Terms) cut(text string) (word string, ok bool) {
	if word, ok = strings.CutPrefix(text, t.web); ok {
		return word, true
	}
	if t.urn != "" {
		if word, ok = strings.CutPrefix(text, t.urn); ok {
			return word, true
		}
	}
	for _, a := range t.aliases {
		if word, ok = strings.CutPrefix(text, a); ok {
			return word, true
		}
	}
	return "", false
}

// URI is the web URI of a bare word; any other text stays as it is.
func (t *Terms) URI(word string) string {
	if t.Has(word) {
		return t.web + word
	}
	return word
}

// URN is the URN of a bare word, or its web URI where the list has no URNs; any
// other text stays as it is.
func (t *Terms) URN(word string) string {
	if t.urn != "" && t.Has(word) {
		return t.urn + word
	}
	return t.URI(word)
}
