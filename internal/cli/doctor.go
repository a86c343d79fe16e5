package cli

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/tracewright/tracewright/api"
	"github.com/tracewright/tracewright/internal/config"
	"github.com/tracewright/tracewright/internal/doctor"
	"github.com/tracewright/tracewright/internal/engine"
	"github.com/tracewright/tracewright/internal/localtls"
)

func (p *program) doctor() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Look for what is wrong, and say how to mend it",
		Long: `Look for what is wrong, and say how to mend it.

Each line is OK, WARN or FAIL. The exit code is 1 when a line is FAIL. A server
that runs on the store is asked for what only it can see.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.showCheckups(p.examine(cmd.Context())) },
	}
	config.AddFlags(cmd.Flags(), "server", "token", "tls-ca")
	return withFormats(cmd, "text", "json")
}

// examine looks at the folder first, then at the store in it.
func (p *program) examine(ctx context.Context) []doctor.Checkup {
	var list []doctor.Checkup
	if p.cfg.Server == "" {
		list = append(doctor.Folder(p.cfg.Data), certificates(p.cfg, time.Now())...)
	}
	db, address, err := p.openHere(ctx)
	if address != "" {
		return append(list, p.askServer(ctx, address)...)
	}
	if err != nil {
		return append(list, doctor.Checkup{Check: "store", Status: doctor.Fail, Text: err.Error(), Remedy: "see the text; tracewright restore reads a backup into an empty store"})
	}
	list = append(list, doctor.Checkup{Check: "server", Status: doctor.OK, Text: "no server has the store open"})
	list = append(list, doctor.Store(ctx, db, time.Now())...)
	if err := db.Close(); err != nil {
		list = append(list, doctor.Checkup{Check: "store", Status: doctor.Warn, Text: err.Error(), Remedy: "look into the log of the system for faults of the disk"})
	}
	return list
}

// certificates looks at what the server shows by TLS; nothing where it speaks
// plain HTTP.
func certificates(cfg *config.Config, now time.Time) []doctor.Checkup {
	folder := localtls.Folder(cfg.Data)
	switch {
	case cfg.TLSCert != "":
		return []doctor.Checkup{doctor.Certificate(cfg.TLSCert, now, "put a new certificate into the files that tls-cert and tls-key name, and start the server again")}
	case !cfg.Insecure && hasFile(folder, localtls.AuthorityFile):
		return []doctor.Checkup{
			doctor.Certificate(filepath.Join(folder, localtls.ServerFile), now, "start the server again, which renews it; its log says why it could not"),
			doctor.Certificate(filepath.Join(folder, localtls.AuthorityFile), now, "run tracewright tls init --anew, and have every device trust the new authority"),
		}
	}
	return nil
}

func (p *program) askServer(ctx context.Context, address string) []doctor.Checkup {
	running := doctor.Checkup{Check: "server", Status: doctor.OK, Text: "it runs at " + address}
	c, err := p.remote(address)
	if err == nil {
		var list []doctor.Checkup
		if err = c.admin(ctx, http.MethodGet, "/admin/doctor", nil, &list); err == nil {
			return append([]doctor.Checkup{running}, list...)
		}
	}
	running.Status, running.Text = doctor.Fail, fmt.Sprintf("it has the store open and does not answer: %v", err)
	running.Remedy = "give a token of an admin by --token; if the server hangs, stop it and start it again"
	return []doctor.Checkup{running}
}

func (p *program) showCheckups(list []doctor.Checkup) error {
	bad := false
	for _, c := range list {
		bad = bad || c.Status == doctor.Fail
	}
	if p.format == "json" {
		if err := p.printJSON(list); err != nil {
			return err
		}
	} else {
		for _, c := range list {
			p.printf("%-4s  %-10s  %s\n", c.Status, c.Check, c.Text)
			if c.Remedy != "" && c.Status != doctor.OK {
				p.printf("                  -> %s\n", c.Remedy)
			}
		}
	}
	if bad {
		return errRefused
	}
	return nil
}

// doctor looks at the store from inside the server.
func (a *admin) doctor(ctx context.Context, _ *adminCall) (any, error) { return a.checkups(ctx), nil }

func (a *admin) checkups(ctx context.Context) []doctor.Checkup {
	list := doctor.Store(ctx, a.db, a.now())
	queue := doctor.Checkup{Check: "queue", Status: doctor.OK, Text: "", Remedy: "stations wait: look at the disk line, and at what sends so much"}
	waiting := a.engine.Waiting(engine.Stations) + a.engine.Waiting(engine.Bulk)
	queue.Text = count(int64(waiting), "command waits", "commands wait")
	if waiting > 1000 {
		queue.Status = doctor.Warn
	}
	return append(list, queue, doctor.Backup(a.db.Dir, a.now()))
}

// examine is doctor with the folder that the server writes to.
func (a *admin) examine(ctx context.Context) []api.Checkup {
	var out []api.Checkup
	list := append(doctor.Folder(a.db.Dir), certificates(a.cfg, a.now())...)
	for _, c := range append(list, a.checkups(ctx)...) {
		remedy := c.Remedy
		if c.Status == doctor.OK {
			remedy = ""
		}
		out = append(out, api.Checkup{Check: c.Check, Status: c.Status, Text: c.Text, Remedy: remedy})
	}
	return out
}
