package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/tracewright/tracewright/internal/config"
)

func load(t *testing.T, path string, environ, args []string) (*config.Config, error) {
	t.Helper()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	config.AddFlags(flags, "data", "listen", "insecure")
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return config.Load(path, environ, flags)
}

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLaterSourceWins(t *testing.T) {
	t.Parallel()
	path := write(t, "data: from-file\nlisten: 10.0.0.1:1\nname: 007\ninsecure: true\n")
	cfg, err := load(t, path, []string{"TRACEWRIGHT_LISTEN=10.0.0.2:2", "TRACEWRIGHT_LOG_LEVEL=debug", "HOME=/"}, []string{"--listen", "10.0.0.3:3"})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ key, got, want, origin string }{
		{"data", cfg.Data, "from-file", path},
		{"listen", cfg.Listen, "10.0.0.3:3", "--listen"},
		{"log-level", cfg.LogLevel, "debug", "TRACEWRIGHT_LOG_LEVEL"},
		{"log", cfg.Log, "text", "default"},
	} {
		if c.got != c.want || cfg.Origin(c.key) != c.origin {
			t.Errorf("%s is %q from %s, want %q from %s", c.key, c.got, cfg.Origin(c.key), c.want, c.origin)
		}
	}
	if cfg.SessionIdle != 12*time.Hour {
		t.Errorf("session-idle is %v", cfg.SessionIdle)
	}
	if !cfg.Insecure || !cfg.Given("insecure") || cfg.Given("log") {
		t.Errorf("insecure: %t, given %t; log given %t", cfg.Insecure, cfg.Given("insecure"), cfg.Given("log"))
	}
}

func TestValueFromFileNamedInEnvironment(t *testing.T) {
	t.Parallel()
	secret := write(t, "tw_secret\n")
	cfg, err := load(t, write(t, "{}"), []string{"TRACEWRIGHT_TOKEN_FILE=" + secret}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Token != "tw_secret" {
		t.Errorf("token is %q", cfg.Token)
	}
	for _, s := range config.Settings() {
		if strings.Contains(cfg.Value(s), "tw_secret") {
			t.Errorf("the value of %s shows the secret", s.Key)
		}
	}
}

func TestUnknownAndMalformedSettingsAreNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file string
		environ    []string
		want       []string
	}{
		{"key in the file", "lisen: x", nil, []string{"settings.yaml", `"lisen"`, "listen"}},
		{"nested key", "log:\n  format: json", nil, []string{`"log.format"`}},
		{"variable", "{}", []string{"TRACEWRIGHT_LISEN=x"}, []string{"TRACEWRIGHT_LISEN", "TRACEWRIGHT_LISTEN"}},
		{"no YAML", "a: [", nil, []string{"settings.yaml"}},
		{"wrong type", "insecure: perhaps", nil, []string{"insecure"}},
		{"no duration", "session-idle: 12", nil, []string{"session-idle"}},
		{"too short", "{}", []string{"TRACEWRIGHT_SESSION_IDLE=1s"}, []string{"TRACEWRIGHT_SESSION_IDLE", "1m"}},
		{"missing file", "{}", []string{"TRACEWRIGHT_TOKEN_FILE=/no/such"}, []string{"TRACEWRIGHT_TOKEN_FILE"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := load(t, write(t, c.file), c.environ, nil)
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not name %s", err, want)
				}
			}
		})
	}
}

func TestTestVariablesAreIgnored(t *testing.T) {
	t.Parallel()
	if _, err := load(t, write(t, "{}"), []string{"TRACEWRIGHT_TEST_DB=sqlite", "TRACEWRIGHT_CONFIG=x"}, nil); err != nil {
		t.Error(err)
	}
}
