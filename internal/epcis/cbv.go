package epcis

// The business steps of the Core Business Vocabulary 2.0, as bare words. There
// is none for making, testing, rework or scrap: the nearest word or a URI of
// our own stands for those.
const (
	StepAccepting             = "accepting"
	StepArriving              = "arriving"
	StepAssembling            = "assembling"
	StepCollecting            = "collecting"
	StepCommissioning         = "commissioning"
	StepConsigning            = "consigning"
	StepCreatingClassInstance = "creating_class_instance"
	StepCycleCounting         = "cycle_counting"
	StepDecommissioning       = "decommissioning"
	StepDeparting             = "departing"
	StepDestroying            = "destroying"
	StepDisassembling         = "disassembling"
	StepDispensing            = "dispensing"
	StepEncoding              = "encoding"
	StepEnteringExiting       = "entering_exiting"
	StepHolding               = "holding"
	StepInspecting            = "inspecting"
	StepInstalling            = "installing"
	StepKilling               = "killing"
	StepLoading               = "loading"
	StepOther                 = "other"
	StepPacking               = "packing"
	StepPicking               = "picking"
	StepReceiving             = "receiving"
	StepRemoving              = "removing"
	StepRepackaging           = "repackaging"
	StepRepairing             = "repairing"
	StepReplacing             = "replacing"
	StepReserving             = "reserving"
	StepRetailSelling         = "retail_selling"
	StepSampling              = "sampling"
	StepSensorReporting       = "sensor_reporting"
	StepShipping              = "shipping"
	StepStagingOutbound       = "staging_outbound"
	StepStockTaking           = "stock_taking"
	StepStocking              = "stocking"
	StepStoring               = "storing"
	StepTransporting          = "transporting"
	StepUnloading             = "unloading"
	StepUnpacking             = "unpacking"
	StepVoidShipping          = "void_shipping"
)

// The dispositions of the Core Business Vocabulary 2.0, as bare words.
const (
	DispActive                = "active"
	DispAvailable             = "available"
	DispCompletenessVerified  = "completeness_verified"
	DispCompletenessInferred  = "completeness_inferred"
	DispConformant            = "conformant"
	DispContainerClosed       = "container_closed"
	DispContainerOpen         = "container_open"
	DispDamaged               = "damaged"
	DispDestroyed             = "destroyed"
	DispDispensed             = "dispensed"
	DispDisposed              = "disposed"
	DispEncoded               = "encoded"
	DispExpired               = "expired"
	DispInProgress            = "in_progress"
	DispInTransit             = "in_transit"
	DispInactive              = "inactive"
	DispMismatchInstance      = "mismatch_instance"
	DispMismatchClass         = "mismatch_class"
	DispMismatchQuantity      = "mismatch_quantity"
	DispNeedsReplacement      = "needs_replacement"
	DispNoPedigreeMatch       = "no_pedigree_match"
	DispNonConformant         = "non_conformant"
	DispNonSellableOther      = "non_sellable_other"
	DispPartiallyDispensed    = "partially_dispensed"
	DispRecalled              = "recalled"
	DispReserved              = "reserved"
	DispRetailSold            = "retail_sold"
	DispReturned              = "returned"
	DispSellableAccessible    = "sellable_accessible"
	DispSellableNotAccessible = "sellable_not_accessible"
	DispStolen                = "stolen"
	DispUnavailable           = "unavailable"
	DispUnknown               = "unknown"
)

// The types of business transaction of the Core Business Vocabulary 2.0.
const (
	TxBillOfLading              = "bol"
	TxCertificate               = "cert"
	TxDespatchAdvice            = "desadv"
	TxInvoice                   = "inv"
	TxPedigree                  = "pedigree"
	TxPurchaseOrder             = "po"
	TxPurchaseOrderConfirmation = "poc"
	TxProductionOrder           = "prodorder"
	TxReceivingAdvice           = "recadv"
	TxReturnAuthorization       = "rma"
	TxTestProcedure             = "testprd"
	TxTestResult                = "testres"
	TxUpstreamEvent             = "upevt"
)

// The types of source and destination.
const (
	PartyOwning     = "owning_party"
	PartyPossessing = "possessing_party"
	PartyLocation   = "location"
)

// The reasons of an error declaration.
const (
	ReasonDidNotOccur   = "did_not_occur"
	ReasonIncorrectData = "incorrect_data"
)
