package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"
	"github.com/spf13/pflag"
)

const (
	// FileName is the settings file that is read from the working folder where
	// no other is named.
	FileName = "tracewright.yaml"

	envPrefix = "TRACEWRIGHT_"
	// testPrefix is for the project's own tests, which have variables too.
	testPrefix = "TRACEWRIGHT_TEST_"
	maxFile    = 1 << 20
)

// Config is the settings in effect.
type Config struct {
	Data     string `koanf:"data"`
	DB       string `koanf:"db"`
	Name     string `koanf:"name"`
	Listen   string `koanf:"listen"`
	TLSCert  string `koanf:"tls-cert"`
	TLSKey   string `koanf:"tls-key"`
	TLSCA    string `koanf:"tls-ca"`
	Insecure bool   `koanf:"insecure"`
	Server   string `koanf:"server"`
	Token    string `koanf:"token"`
	// GCPTable is a file with GS1's table of company prefix lengths.
	GCPTable string `koanf:"gcp-table"`
	// WebhookHosts and WebhookNetworks say where subscriptions may send events.
	WebhookHosts    string `koanf:"webhook-hosts"`
	WebhookNetworks string `koanf:"webhook-networks"`
	// SessionIdle is how long a session lasts without being used.
	SessionIdle time.Duration `koanf:"session-idle"`

	Log      string `koanf:"log"`
	LogLevel string `koanf:"log-level"`

	all     *koanf.Koanf
	origins map[string]string
}

// Setting describes one setting.
type Setting struct {
	Key     string
	Default any // a string or a bool
	Help    string
	Secret  bool // not to be shown
}

// Settings lists every setting, in the order in which they are shown.
func Settings() []Setting {
	return []Setting{
		{Key: "data", Default: "./plant", Help: "data `folder`: the SQLite database, or with --db the files beside it"},
		{Key: "db", Default: "", Help: "`address` of a PostgreSQL database, as postgres://user@host/database?schema=name; empty: SQLite in the data folder", Secret: true},
		{Key: "name", Default: "plant", Help: "`name` of a new store, such as the code of the site; it stands in every checkpoint"},
		{Key: "listen", Default: "127.0.0.1:8080", Help: "`address` to listen on, as host:port"},
		{Key: "tls-cert", Default: "", Help: "`file` with the certificate chain (PEM), to serve https"},
		{Key: "tls-key", Default: "", Help: "`file` with the key of the certificate (PEM)"},
		{Key: "tls-ca", Default: "", Help: "`file` with the authority that a client trusts (PEM or DER), as a server gives it at /ca.crt"},
		{Key: "insecure", Default: false, Help: "listen on other than the loopback without TLS: whoever can listen on the network reads tokens and PINs"},
		{Key: "server", Default: "", Help: "`address` of a running server, as http://127.0.0.1:8080"},
		{Key: "token", Default: "", Help: "access `token`; empty: the one in admin.token of the data folder", Secret: true},
		{Key: "gcp-table", Default: "", Help: "`file` with the table of company prefix lengths that GS1 publishes (GCPPrefixFormatList, JSON or XML); EPCs need the lengths"},
		{Key: "webhook-hosts", Default: "", Help: "`names` of the hosts that subscriptions may send events to, parted by commas: erp.example.com, *.example.com, or * for all; empty: none"},
		{Key: "webhook-networks", Default: "", Help: "`networks` that subscriptions may send events to though they are not public, as 10.1.0.0/16; plain http is spoken there only"},
		{Key: "session-idle", Default: "12h", Help: "how `long` somebody stays signed in without doing anything, as 12h or 90m"},
		{Key: "log", Default: "text", Help: "`form` of the log on standard error: text or json"},
		{Key: "log-level", Default: "info", Help: "least `level` that is logged: debug, info, warn or error"},
	}
}

// AddFlags gives flags a flag for each of the settings keys.
func AddFlags(flags *pflag.FlagSet, keys ...string) {
	for _, s := range Settings() {
		switch def := s.Default.(type) {
		case string:
			if slices.Contains(keys, s.Key) {
				flags.String(s.Key, def, s.Help)
			}
		case bool:
			if slices.Contains(keys, s.Key) {
				flags.Bool(s.Key, def, s.Help)
			}
		}
	}
}

// Load reads the settings: from the file at path, or from FileName where path
// is empty and there is one; from environ, in the form of os.Environ; and from
// the flags that were given. Its errors name the source and the setting.
func Load(path string, environ []string, flags *pflag.FlagSet) (*Config, error) {
	l := &loader{all: koanf.New(keyDelimiter), origins: map[string]string{}}
	for _, s := range Settings() {
		if err := l.set(s.Key, s.Default, "default"); err != nil {
			return nil, err
		}
	}
	if err := l.file(path); err != nil {
		return nil, err
	}
	if err := l.environ(environ); err != nil {
		return nil, err
	}
	if err := l.flags(flags); err != nil {
		return nil, err
	}
	cfg := &Config{all: l.all, origins: l.origins}
	if err := l.all.Unmarshal("", cfg); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	if cfg.SessionIdle < time.Minute {
		return nil, fmt.Errorf("%s: session-idle is %v; give at least 1m", cfg.Origin("session-idle"), cfg.SessionIdle)
	}
	return cfg, nil
}

// keyDelimiter would part the keys of nested settings, of which there are none.
const keyDelimiter = "."

type loader struct {
	all     *koanf.Koanf
	origins map[string]string
}

func (l *loader) set(key string, value any, origin string) error {
	if !known(key) {
		return fmt.Errorf("%s: there is no setting %q; the settings are %s", origin, key, strings.Join(keys(), ", "))
	}
	l.origins[key] = origin
	return l.all.Set(key, value)
}

func (l *loader) file(path string) error {
	named := path != ""
	if !named {
		path = FileName
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return nil
	}
	if err != nil {
		return fmt.Errorf("settings file: %w", err)
	}
	if info.Size() > maxFile {
		return fmt.Errorf("settings file %s: it has %d bytes, at most %d are taken", path, info.Size(), maxFile)
	}
	layer := koanf.New(keyDelimiter)
	if err := layer.Load(file.Provider(path), yaml.Parser()); err != nil {
		return fmt.Errorf("settings file %s: %w", path, err)
	}
	for _, key := range layer.Keys() {
		if err := l.set(key, layer.Get(key), path); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) environ(environ []string) error {
	layer := koanf.New(keyDelimiter)
	err := layer.Load(env.Provider(keyDelimiter, env.Opt{Prefix: envPrefix, EnvironFunc: func() []string { return environ }}), nil)
	if err != nil {
		return fmt.Errorf("environment: %w", err)
	}
	for _, name := range layer.Keys() {
		if strings.HasPrefix(name, testPrefix) || name == EnvFile {
			continue
		}
		value := layer.String(name)
		key := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(name, envPrefix), "_", "-"))
		if trimmed, isFile := strings.CutSuffix(key, "-file"); isFile && !known(key) {
			content, err := os.ReadFile(value)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			key, value = trimmed, strings.TrimSpace(string(content))
		}
		if !known(key) {
			return fmt.Errorf("environment: %s is no setting; the settings are %s", name, strings.Join(names(), ", "))
		}
		if err := l.set(key, value, name); err != nil {
			return err
		}
	}
	return nil
}

// EnvFile is the variable of the environment that names the settings file.
const EnvFile = envPrefix + "CONFIG"

func (l *loader) flags(flags *pflag.FlagSet) error {
	var err error
	flags.Visit(func(f *pflag.Flag) {
		if known(f.Name) && err == nil {
			err = l.set(f.Name, f.Value.String(), "--"+f.Name)
		}
	})
	return err
}

func keys() []string {
	var list []string
	for _, s := range Settings() {
		list = append(list, s.Key)
	}
	return list
}

func known(key string) bool { return slices.Contains(keys(), key) }

// EnvName is the variable of the environment that sets a setting.
func EnvName(key string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(key, "-", "_"))
}

func names() []string {
	list := keys()
	for i, key := range list {
		list[i] = EnvName(key)
	}
	return list
}

// Given reports whether a setting has been set by anybody.
func (c *Config) Given(key string) bool { return c.Origin(key) != "default" }

// Origin says where a setting got its value: default, the path of the file, the
// name of the variable, or the flag.
func (c *Config) Origin(key string) string { return c.origins[key] }

// Value is the value of a setting as text. Of a secret it tells only whether
// there is one.
func (c *Config) Value(s Setting) string {
	text := c.all.String(s.Key)
	if s.Secret && text != "" {
		return "(set, not shown)"
	}
	return text
}
