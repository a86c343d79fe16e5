package demo

import "fmt"

func (j *job) place() string {
	f := j.f
	f.began[j.u.number] = j.at
	delete(f.began, j.u.number-2*inDoubt)
	j.take("PCB-3", 1)
	j.take("CAP-470", 4)
	j.take("MCU-32", 1)
	j.produce()
	j.start(5)
	j.complete(90)
	return "M-20"
}

func (j *job) look() string {
	j.start(5)
	if j.f.once(30) { // a false call of the camera
		j.judge(20, "SOLDER", "fail")
	}
	j.judge(20, "SOLDER", "pass")
	j.complete(5)
	return "M-30"
}

func (j *job) testBoard() string {
	j.start(5)
	j.measure(60, "CURRENT", j.f.around(12, 0.6, 1), "TESTER-1", "")
	j.complete(10)
	return ""
}

func (j *job) press() string {
	stator := map[string]string{"MM-36": "STATOR-36", "MM-48": "STATOR-48"}[j.u.part]
	serial := fmt.Sprintf("ST%06d", j.u.number)
	j.by(office, "", 5, "receive", map[string]any{"part": stator, "maker": "WINDTEC", "serial": serial, "supplier": "WINDTEC"})
	rotor := j.take("ROTOR-9", 1)
	j.u.drive.bearing = j.take("BEARING-6", 2)
	j.produce()
	j.start(5)
	for _, component := range []string{serial, rotor, j.u.drive.bearing} {
		j.install(15, component)
	}
	j.measure(30, "FORCE", j.f.around(2400, 60, 0), "PRESS-1", "")
	j.complete(10)
	return "M-50"
}

func (j *job) testMotor() string {
	j.start(5)
	j.measure(80, "RESISTANCE", j.f.around(0.120, 0.002, 4), "TESTER-2", "")
	j.complete(10)
	return ""
}
