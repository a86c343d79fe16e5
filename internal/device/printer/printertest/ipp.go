package printertest

import (
	"encoding/binary"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// Office is a simulated office printer that speaks IPP/1.1. Set its faults before
// it is used, or by Set.
type Office struct {
	// Address is where it listens, as package printer writes it.
	Address string

	mu     sync.Mutex
	faults OfficeFaults
	pages  []string
	asked  int // how often for a job since Set
}

// OfficeFaults are what is wrong with an office printer.
type OfficeFaults struct {
	// Reasons are its printer-state-reasons; Stopped is its printer-state.
	Reasons []string
	Stopped bool
	// Refuses is the status of the answer to Print-Job; 0: it takes it.
	Refuses uint16
	// Silent answers nothing; SilentAfter nothing once it has a document.
	Silent, SilentAfter bool
	// Garbage answers what is no IPP.
	Garbage bool
	// Jobs are what is said of a job, one after the other each time that it is asked
	// for, the last one from then on; none: it is printed at once.
	Jobs []OfficeJob
	// NoJobs does not tell the number of a job.
	NoJobs bool
}

// OfficeJob is what an office printer says of a job.
type OfficeJob struct {
	State     byte   // job-state of RFC 8011, 5.3.7
	Reason    string // job-state-reasons
	Pages     byte   // job-impressions-completed
	Silent    bool   // it answers nothing
	Uncounted bool   // it does not count pages
}

// StartOffice opens an office printer, which closes with the test.
func StartOffice(t testing.TB, faults OfficeFaults) *Office {
	t.Helper()
	p := &Office{faults: faults}
	done := make(chan struct{})
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.serve(w, r, done) }))
	t.Cleanup(func() {
		close(done)
		web.Close()
	})
	p.Address = strings.Replace(web.URL, "http://", "ipp://", 1) + "/ipp/print"
	return p
}

// Set changes what is wrong with the printer.
func (p *Office) Set(faults OfficeFaults) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults, p.asked = faults, 0
}

// Asked is how often it was asked for a job.
func (p *Office) Asked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

// job is what is said of a job now.
func (p *Office) job(faults *OfficeFaults) OfficeJob {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	if len(faults.Jobs) == 0 {
		return OfficeJob{State: 9, Reason: "job-completed-successfully", Pages: 1}
	}
	return faults.Jobs[min(p.asked, len(faults.Jobs))-1]
}

// Pages gives the documents that it took, in order.
func (p *Office) Pages() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.pages...)
}

func (p *Office) serve(w http.ResponseWriter, r *http.Request, done <-chan struct{}) {
	body, err := io.ReadAll(r.Body)
	if err != nil || len(body) < 9 || r.Header.Get("Content-Type") != "application/ipp" {
		http.Error(w, "no IPP", http.StatusBadRequest)
		return
	}
	p.mu.Lock()
	faults, had := p.faults, len(p.pages)
	p.mu.Unlock()
	if faults.Silent || faults.SilentAfter && had > 0 {
		<-done // until the test ends, whatever the client does
		return
	}
	end := documentAt(body)
	operation := binary.BigEndian.Uint16(body[2:])
	status := uint16(0)
	var job OfficeJob
	switch {
	case end < 0:
		status = 0x0400
	case operation == 0x0002 && faults.Refuses != 0:
		status = faults.Refuses
	case operation == 0x0002:
		p.mu.Lock()
		p.pages = append(p.pages, string(body[end:]))
		p.mu.Unlock()
	case operation == 0x0009:
		if job = p.job(&faults); job.Silent {
			<-done
			return
		}
	case operation != 0x000B:
		status = 0x0501 // operation-not-supported
	}
	if faults.Garbage {
		_, _ = io.WriteString(w, "<html>")
		return
	}
	w.Header().Set("Content-Type", "application/ipp")
	_, _ = w.Write(answer(body, status, operation, &faults, job))
}

// documentAt is where the document of a request begins; -1 where it is none.
func documentAt(b []byte) int {
	for i := 8; i < len(b); {
		switch tag := b[i]; {
		case tag == 0x03:
			return i + 1
		case tag < 0x10:
			i++
		default:
			for range 2 {
				if i+3 > len(b) {
					return -1
				}
				i += 2 + int(binary.BigEndian.Uint16(b[i+1:]))
			}
			i++
		}
	}
	return -1
}

func answer(request []byte, status, operation uint16, faults *OfficeFaults, job OfficeJob) []byte {
	b := append([]byte{1, 1}, byte(status>>8), byte(status))
	b = append(b, request[4:8]...)
	add := func(tag byte, name, value string) {
		b = append(b, tag)
		b = binary.BigEndian.AppendUint16(b, uint16(len(name)))
		b = append(b, name...)
		b = binary.BigEndian.AppendUint16(b, uint16(len(value)))
		b = append(b, value...)
	}
	b = append(b, 0x01)
	add(0x47, "attributes-charset", "utf-8")
	add(0x48, "attributes-natural-language", "en")
	switch {
	case status != 0:
		add(0x41, "status-message", "not today")
	case operation == 0x0002:
		b = append(b, 0x02)
		if !faults.NoJobs {
			add(0x21, "job-id", "\x00\x00\x00\x07")
		}
		add(0x23, "job-state", "\x00\x00\x00\x05")
	case operation == 0x0009:
		b = append(b, 0x02)
		add(0x23, "job-state", string([]byte{0, 0, 0, job.State}))
		add(0x44, "job-state-reasons", job.Reason)
		if !job.Uncounted {
			add(0x21, "job-impressions-completed", string([]byte{0, 0, 0, job.Pages}))
		}
	default:
		b = append(b, 0x04)
		state := byte(3)
		if faults.Stopped {
			state = 5
		}
		add(0x23, "printer-state", string([]byte{0, 0, 0, state}))
		reasons := faults.Reasons
		if len(reasons) == 0 {
			reasons = []string{"none"}
		}
		name := "printer-state-reasons"
		for _, reason := range reasons {
			add(0x44, name, reason)
			name = ""
		}
		add(0x22, "printer-is-accepting-jobs", "\x01")
	}
	return append(b, 0x03)
}
