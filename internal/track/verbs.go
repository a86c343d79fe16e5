package track

// verbTable lists every verb: to add one is a file with its arguments and
// their decide method, a row here, and a scenario.
var verbTable = []VerbInfo{
	{"scan", "read a code at a station; what it means follows from the station's work", AccessOperate, func() Args { return &Scan{} }},
	{"receive", "book in a lot, with its containers, or a unit made elsewhere", AccessOperate, func() Args { return &Receive{} }},
	{"produce-unit", "assign a serial number to a new unit", AccessOperate, func() Args { return &ProduceUnit{} }},
	{"produce-lot", "make a lot, from inputs if it has any", AccessOperate, func() Args { return &ProduceLot{} }},
	{"start", "begin an operation on a unit or lot", AccessOperate, func() Args { return &Start{} }},
	{"complete", "end an operation with its outcome", AccessOperate, func() Args { return &Complete{} }},
	{"install", "build a component in so that it may come out again", AccessOperate, func() Args { return &Install{} }},
	{"consume", "use material up in a unit or lot", AccessOperate, func() Args { return &Consume{} }},
	{"remove", "take a component out", AccessOperate, func() Args { return &Remove{} }},
	{"replace", "swap a component for another", AccessOperate, func() Args { return &Replace{} }},
	{"recover", "take a component out of something scrapped, to be used again", AccessOperate, func() Args { return &Recover{} }},
	{"measure", "record a measured value", AccessOperate, func() Args { return &Measure{} }},
	{"inspect", "record a judgement", AccessOperate, func() Args { return &Inspect{} }},
	{"scrap", "destroy a unit or part of a lot", AccessOperate, func() Args { return &Scrap{} }},
	{"split", "part a lot or container", AccessOperate, func() Args { return &Split{} }},
	{"merge", "join lots into one", AccessOperate, func() Args { return &Merge{} }},
	{"pack", "put objects into a package", AccessOperate, func() Args { return &Pack{} }},
	{"unpack", "take objects out of a package", AccessOperate, func() Args { return &Unpack{} }},
	{"move", "bring an object to another place", AccessOperate, func() Args { return &Move{} }},
	{"ship", "send objects away", AccessOperate, func() Args { return &Ship{} }},
	{"receive-back", "take back what was sent away", AccessOperate, func() Args { return &ReceiveBack{} }},
	{"hold", "stop objects until the hold is released", AccessOperate, func() Args { return &PlaceHold{} }},
	{"release", "end a hold, or clear single objects", AccessQuality, func() Args { return &Release{} }},
	{"re-identify", "give an object another identifier, or retire one", AccessOperate, func() Args { return &Reidentify{} }},
	{"same-as", "say that two objects are one thing", AccessQuality, func() Args { return &SameAs{} }},
	{"describe", "take in what somebody else knows of an object, or of what is inside it", AccessQuality, func() Args { return &Describe{} }},
	{"correct", "declare an entry of the journal wrong", AccessQuality, func() Args { return &Correct{} }},
	{"apply", "publish a plant definition", AccessDefine, func() Args { return &ApplyPlant{} }},
}
