package erp_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tracewright/tracewright/internal/erp"
	"github.com/tracewright/tracewright/internal/track"
)

func vienna(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Vienna")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestFilesSayTheSame however their columns are called, ordered and parted.
func TestFilesSayTheSame(t *testing.T) {
	t.Parallel()
	nine := 9
	want := []track.OrderRow{
		{Order: "4711", Part: "PUMP, large", Revision: "B", Quantity: "2.5", Due: time.Date(2026, 2, 28, 13, 0, 0, 0, time.UTC), Priority: &nine, Options: []string{"RADIO", "LID"}, Sales: "SO-9"},
		{Order: "4712", Part: "LID"},
	}
	for name, c := range map[string]struct {
		src    string
		layout erp.Layout
	}{
		"commas":     {src: "order,part,revision,quantity,due,priority,options,sales\n4711,\"PUMP, large\",B,2.5,2026-02-28 14:00,9,RADIO|LID,SO-9\n4712,LID,,,,,,\n"},
		"semicolons": {src: "\ufeffWork Order No.;Part-No;REV;Qty;Due Date;Prio;Options;Sales order\r\n4711;PUMP, large;B;2.5;28.02.2026 14:00;9;RADIO, LID;SO-9\r\n;;;;;;;\r\n\r\n4712; LID ;;;;;;\r\n"},
		"tabs":       {src: "part\torder\tquantity\tdue\trev\tprio\toption\tsales\nPUMP, large\t4711\t2.5\t2026-02-28T13:00:00Z\tB\t9\t\"RADIO;LID\"\tSO-9\nLID\t4712\t\t\t\t\t\t\n"},
		"other words": {src: "Auftrag;Artikel;Rev;Menge;Termin;Prio;Options;sales;Werk\n4711;PUMP, large;B;2.5;2026-02-28T14:00;9;RADIO,LID;SO-9;0001\n4712;LID;;;;;;;0001\n", layout: erp.Layout{
			Columns: map[erp.Field]string{erp.Order: "AUFTRAG", erp.Part: "Artikel", erp.Quantity: "Menge", erp.Due: "Termin"}, Ignore: []string{"Werk"},
		}},
	} {
		c.layout.Zone = vienna(t)
		file, faults := erp.Read([]byte(c.src), c.layout)
		if len(faults) > 0 {
			t.Errorf("%s: %+v", name, faults)
			continue
		}
		if d := cmp.Diff(want, file.Orders, cmp.Comparer(time.Time.Equal)); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

// TestADayIsItsEnd where the site is.
func TestADayIsItsEnd(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2026-03-29", "29.03.2026"} { // the day that has 23 hours
		file, faults := erp.Read([]byte("order,due\nWO-1,"+text+"\n"), erp.Layout{Zone: vienna(t)})
		if len(faults) > 0 || file.Orders[0].Due.UTC().Format(time.RFC3339) != "2026-03-29T21:59:00Z" {
			t.Errorf("%s: %+v %+v", text, file, faults)
		}
	}
}

// TestEveryFaultIsToldAtOnce, where it stands.
func TestEveryFaultIsToldAtOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		src    string
		layout erp.Layout
		want   []string // line:column field: the beginning of the problem
	}{
		"cells": {src: "order,part,quantity,due,prio\nWO-1,Ü,\"1,000\",02/03/2026,soon\n,P,1,,\nWO-3,P,1\nWO-4,P,2,,\n", want: []string{
			`2:8 quantity: "1,000" is not a number`, `2:16 due: "02/03/2026" is not a time that can be read in one way only`,
			`2:27 priority: "soon" is not a whole number`, `3:1 order: the number of the order is missing`, `4:0 : the line has 3 cells and the header 5`,
		}},
		"headers": {src: "order no,part,amount,Menge,job\nWO-1,P,1,1,1\n", layout: erp.Layout{Columns: map[erp.Field]string{erp.Due: "Termin"}}, want: []string{
			`1:15 : it is not known what the column "amount" holds`, `1:22 : it is not known what the column "Menge" holds`,
			`1:28 order: the column "job" holds the order`, `1:0 due: there is no column "Termin"`,
		}},
		"no number":      {src: "part,quantity\nP,1\n", want: []string{`1:0 order: no column holds the number`}},
		"another chosen": {src: "order,part,Artikel\nWO-1,A,B\n", layout: erp.Layout{Columns: map[erp.Field]string{erp.Part: "Artikel"}}, want: []string{`1:7 : it is not known what the column "part" holds`}},
		"twice":          {src: "order\nWO-1\nWO-2\nWO-1\n", want: []string{`4:1 order: "WO-1" stands in line 2 already`}},
		"quotes":         {src: "order,part\nWO-1,P\"Q\nWO-2,\"P\nWO-3,P\n", want: []string{`2:7 : the quotes of the cell are wrong`, `3:0 : a cell in quotes begins in this line and does not end`}},
		"empty":          {src: "", want: []string{"1:0 : the file is empty"}},
		"no order":       {src: "order,part\n", want: []string{"1:0 : no order stands below the header"}},
		"latin 1":        {src: "order,part\nWO-1,\xdc\n", want: []string{"2:0 : it is not text in UTF-8"}},
		"utf-16":         {src: "o\x00r\x00d\x00e\x00r\x00", want: []string{"1:0 : it is not text in UTF-8"}},
		"large":          {src: strings.Repeat("x", erp.MaxBytes+1), want: []string{"1:0 : the file has more than 4 MiB"}},
		"long":           {src: "order\n" + many(track.MaxOrders+1), want: []string{"5002:1 : the file has more than 5000 orders"}},
	} {
		file, faults := erp.Read([]byte(c.src), c.layout)
		for i := range file.Orders {
			line, _ := file.At(i, erp.Order)
			if slices.ContainsFunc(faults, func(f erp.Fault) bool { return f.Line == line && f.Field != "" }) {
				t.Errorf("%s: line %d has a fault and is an order", name, line)
			}
		}
		if len(faults) != len(c.want) {
			t.Errorf("%s: %d faults, want %d: %+v", name, len(faults), len(c.want), faults)
			continue
		}
		for i, f := range faults {
			got := at(f) + " " + string(f.Field) + ": " + f.Problem
			if !strings.HasPrefix(got, c.want[i]) || f.Fix == "" {
				t.Errorf("%s: fault %q (%s), want %q", name, got, f.Fix, c.want[i])
			}
		}
	}
}

// many are so many orders, in a line each.
func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("WO-" + strconv.Itoa(i) + "\n")
	}
	return b.String()
}

func at(f erp.Fault) string { return strconv.Itoa(f.Line) + ":" + strconv.Itoa(f.Column) }

// FuzzRead checks that a file gives orders or faults, and that each is
// somewhere in it.
func FuzzRead(f *testing.F) {
	for _, src := range []string{
		"order,part,quantity\nWO-1,P,1\n", "Work Order;Qty\r\n\"WO;1\";1.5\r\n", "order\tdue\nWO-1\t28.02.2026\n",
		"order,part\nWO-1,\"P\n", "\ufefforder\nÜ\n", "order,order\n,\n", "order\n\"a\nb\"\n", ",,\n,0,",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		file, faults := erp.Read([]byte(src), erp.Layout{})
		lines := strings.Count(src, "\n") + 1
		for _, f := range faults {
			if f.Line < 1 || f.Line > lines+1 || f.Column < 0 || f.Problem == "" || f.Fix == "" {
				t.Errorf("fault %+v in %d lines", f, lines)
			}
		}
		if len(file.Orders) == 0 && len(faults) == 0 {
			t.Fatal("neither orders nor faults")
		}
		for i, o := range file.Orders {
			if line, column := file.At(i, erp.Quantity); line < 2 || line > lines || column < 1 || o.Order == "" {
				t.Errorf("order %q at %d:%d of %d lines", o.Order, line, column, lines)
			}
		}
	})
}
