package demo

import (
	"context"
	"fmt"
)

// pump builds one pump, from its board to the box that it leaves in.
func (l *Line) pump(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		l.makeBoard, l.prepare, l.assemble, l.tighten, l.test, l.inspect, l.pack,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// makeBoard makes the control board on its own line.
func (l *Line) makeBoard(ctx context.Context) error {
	const station = "ST-05"
	pcb, err := l.take(ctx, "PCB-5")
	if err != nil {
		return err
	}
	reel, err := l.take(ctx, "CAP-100N")
	if err != nil {
		return err
	}
	if err := l.must(ctx, Act{Verb: "produce-unit", Operator: 0, Args: map[string]any{"part": "CTRL-BOARD-5", "serial": l.board()}}); err != nil {
		return err
	}
	for _, code := range []string{l.board(), pcb, reel} {
		if err := l.scan(ctx, station, code); err != nil {
			return err
		}
	}
	if err := l.measure(ctx, station, l.board(), "PASTE", l.around(120, 8, 1)); err != nil {
		return err
	}
	return l.scan(ctx, station, l.board())
}

func (l *Line) measure(ctx context.Context, station, object, characteristic, value string) error {
	return l.must(ctx, Act{Verb: "measure", Station: station, Operator: operatorAt(station), Args: map[string]any{
		"object": object, "characteristic": characteristic, "value": value,
	}})
}

// papersMissing receives seals of the second supplier without their papers, and
// holds them until somebody finds the papers. Nobody does.
func (l *Line) papersMissing(ctx context.Context) error {
	lot := fmt.Sprintf("SX-%04d", l.number)
	if err := l.receive(ctx, map[string]any{"part": "SEAL-3A", "maker": "ELASTO", "lot": lot, "quantity": "500"}); err != nil {
		return err
	}
	_, err := l.may(ctx, Act{Verb: "hold", Operator: office, Args: map[string]any{
		"objects": []string{lot}, "reason": "material certificate is missing", "owner": "goods in",
	}})
	return err
}

func (l *Line) prepare(ctx context.Context) error {
	if l.number == 3 {
		if err := l.papersMissing(ctx); err != nil {
			return err
		}
	}
	housing := fmt.Sprintf("H%06d", l.number)
	if err := l.receive(ctx, map[string]any{"part": "HOUSING-10", "maker": "ACME", "serial": housing}); err != nil {
		return err
	}
	if err := l.must(ctx, Act{Verb: "produce-unit", Operator: 0, Args: map[string]any{"part": "PUMP-100", "serial": l.serial()}}); err != nil {
		return err
	}
	if l.chanceOf(15) { // carried to the wrong station: the server says where it belongs
		if _, err := l.may(ctx, scanOf("ST-30", l.serial())); err != nil {
			return err
		}
	}
	for _, code := range []string{l.serial(), housing, l.serial()} {
		if err := l.scan(ctx, "ST-10", code); err != nil {
			return err
		}
	}
	return nil
}

// motor receives the next motor.
func (l *Line) motor(ctx context.Context) (string, error) {
	l.motors++
	serial := fmt.Sprintf("M%06d", l.number)
	if l.motors > 1 {
		serial += fmt.Sprintf("-%d", l.motors)
	}
	return serial, l.receive(ctx, map[string]any{"part": "MOTOR-20", "maker": "VOLTA", "serial": serial})
}

func (l *Line) assemble(ctx context.Context) error {
	const station = "ST-20"
	l.motors = 0
	motor, err := l.motor(ctx)
	if err != nil {
		return err
	}
	codes := []string{l.serial(), motor, l.board()}
	for _, part := range []string{"IMPELLER-7", "SEAL-3", "SCREW-M6"} {
		code, err := l.take(ctx, part)
		if err != nil {
			return err
		}
		codes = append(codes, code)
	}
	wrong := l.chanceOf(12)
	for i, code := range codes {
		if err := l.scan(ctx, station, code); err != nil {
			return err
		}
		if wrong && i == 2 { // a bare board does not belong into a pump
			if _, err := l.may(ctx, scanOf(station, l.stock["PCB-5"].code)); err != nil {
				return err
			}
		}
	}
	if l.number%37 == 20 {
		if err := l.sealScare(ctx); err != nil {
			return err
		}
	}
	return l.scan(ctx, station, l.serial())
}

// sealScare holds the lot of seals, finds that the unit in work is stopped by
// it, and lets it go again.
func (l *Line) sealScare(ctx context.Context) error {
	seal := l.stock["SEAL-3"].code
	answer, err := l.may(ctx, Act{Verb: "hold", Operator: office, Args: map[string]any{
		"objects": []string{seal}, "reason": "hardness below drawing in goods in", "owner": "quality",
	}})
	if err != nil || !answer.Permitted {
		return err
	}
	if _, err := l.may(ctx, scanOf("ST-20", l.serial())); err != nil {
		return err
	}
	_, err = l.may(ctx, Act{Verb: "release", Operator: office, Args: map[string]any{
		"hold": answer.Hold, "reason": "measured again with a calibrated gauge: good",
	}})
	return err
}

func (l *Line) tighten(ctx context.Context) error {
	const station = "ST-30"
	if err := l.scan(ctx, station, l.serial()); err != nil {
		return err
	}
	// The tool drifts upwards until somebody sets it again.
	if l.wear += 0.002; l.wear > 0.14 {
		l.wear = 0
	}
	torque := 5.0 + l.wear
	if err := l.measure(ctx, station, l.serial(), "TORQUE", l.around(torque, 0.05, 2)); err != nil {
		return err
	}
	if err := l.measure(ctx, station, l.serial(), "ANGLE", l.around(48, 5, 0)); err != nil {
		return err
	}
	for range 3 { // what is out of limits is loosened and done again
		answer, err := l.may(ctx, scanOf(station, l.serial()))
		if err != nil || answer.Permitted {
			return err
		}
		if err := l.measure(ctx, station, l.serial(), "TORQUE", l.around(5, 0.03, 2)); err != nil {
			return err
		}
		if err := l.measure(ctx, station, l.serial(), "ANGLE", l.around(48, 4, 0)); err != nil {
			return err
		}
	}
	return errLeft
}

// test tests the pump. One that leaks gets another motor, which brings it back
// to the assembly; one that leaks again is scrapped.
func (l *Line) test(ctx context.Context) error {
	leaks := l.chanceOf(14)
	for range 2 {
		passed, err := l.testOnce(ctx, leaks)
		if err != nil || passed {
			return err
		}
		if err := l.rework(ctx); err != nil {
			return err
		}
		leaks = l.chanceOf(5)
	}
	passed, err := l.testOnce(ctx, false)
	if err == nil && !passed {
		err = errLeft
	}
	return err
}

func (l *Line) testOnce(ctx context.Context, leaks bool) (passed bool, err error) {
	const station = "ST-40"
	if err := l.scan(ctx, station, l.serial()); err != nil {
		return false, err
	}
	leak := 0.08 + 0.1*l.chance.Float64()
	if leaks {
		leak = 0.6 + 0.5*l.chance.Float64()
	}
	if err := l.measure(ctx, station, l.serial(), "LEAK", fmt.Sprintf("%.2f", leak)); err != nil {
		return false, err
	}
	if err := l.measure(ctx, station, l.serial(), "FLOW", l.around(21.2, 0.3, 1)); err != nil {
		return false, err
	}
	answer, err := l.may(ctx, scanOf(station, l.serial()))
	if err != nil || answer.Permitted {
		return answer.Permitted, err
	}
	return false, l.must(ctx, Act{Verb: "complete", Station: station, Operator: operatorAt(station), Args: map[string]any{
		"object": l.serial(), "outcome": "fail", "reason": "leaks at the shaft",
	}})
}

// rework swaps the motor. What the pump passed from the assembly on does not
// stand any more, so it goes that way again.
func (l *Line) rework(ctx context.Context) error {
	old := fmt.Sprintf("M%06d", l.number)
	if l.motors > 1 {
		old += fmt.Sprintf("-%d", l.motors)
	}
	motor, err := l.motor(ctx)
	if err != nil {
		return err
	}
	if err := l.must(ctx, Act{Verb: "replace", Operator: operatorAt("ST-20"), Args: map[string]any{
		"object": l.serial(), "old": old, "new": motor, "reason": "leaks at the shaft",
	}}); err != nil {
		return err
	}
	for range 2 {
		if err := l.scan(ctx, "ST-20", l.serial()); err != nil {
			return err
		}
	}
	return l.tighten(ctx)
}

func (l *Line) inspect(ctx context.Context) error {
	const station = "ST-50"
	if err := l.scan(ctx, station, l.serial()); err != nil {
		return err
	}
	look := func(outcome string) error {
		return l.must(ctx, Act{Verb: "inspect", Station: station, Operator: operatorAt(station), Args: map[string]any{
			"object": l.serial(), "characteristic": "VISUAL", "outcome": outcome,
		}})
	}
	if l.chanceOf(20) { // the label is crooked, and is put on again
		if err := look("fail"); err != nil {
			return err
		}
	}
	if err := look("pass"); err != nil {
		return err
	}
	return l.scan(ctx, station, l.serial())
}

// What a box holds, and how many boxes a shipment has.
const (
	boxSize  = 6
	shipSize = 4
)

func (l *Line) pack(ctx context.Context) error {
	box := fmt.Sprintf("BX-%05d", l.number-len(l.box))
	if err := l.must(ctx, Act{Verb: "pack", Station: "ST-60", Operator: operatorAt("ST-60"), Args: map[string]any{
		"package": box, "items": []map[string]any{{"ref": l.serial()}}, "closed": len(l.box) == boxSize-1,
	}}); err != nil {
		return err
	}
	if l.box = append(l.box, l.serial()); len(l.box) < boxSize {
		return nil
	}
	l.box, l.boxes = nil, append(l.boxes, box)
	if len(l.boxes) < shipSize {
		return nil
	}
	return l.ship(ctx)
}

// ship sends the boxes away. Now and then a pump of an earlier shipment comes
// back.
func (l *Line) ship(ctx context.Context) error {
	var objects []map[string]any
	for _, box := range l.boxes {
		objects = append(objects, map[string]any{"ref": box})
	}
	customer := fmt.Sprintf("CUSTOMER-%d", 1+l.number/(boxSize*shipSize)%3)
	first := l.boxes[0]
	l.boxes = nil
	answer, err := l.may(ctx, Act{Verb: "ship", Operator: office, Args: map[string]any{
		"objects": objects, "to": customer, "order": fmt.Sprintf("SO-%05d", 4000+l.number),
	}})
	if err != nil || !answer.Permitted || l.number%3 != 0 {
		return err
	}
	_, err = l.may(ctx, Act{Verb: "receive-back", Operator: office, Args: map[string]any{
		"objects": []map[string]any{{"ref": first}}, "from": customer, "reason": "customer reports noise", "location": "RETURNS",
	}})
	return err
}

func (l *Line) scrap(ctx context.Context, serial string) error {
	_, err := l.may(ctx, Act{Verb: "scrap", Operator: office, Args: map[string]any{"object": serial, "reason": "given up on the line"}})
	return err
}
