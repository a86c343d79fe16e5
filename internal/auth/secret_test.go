package auth_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"

	"github.com/tracewright/tracewright/internal/auth"
)

func TestSecretHidesItselfEverywhere(t *testing.T) {
	t.Parallel()
	const text = "tw_abc_hush"
	secret := auth.NewSecret(text)
	for what, shown := range printed(t, secret) {
		if strings.Contains(shown, "hush") {
			t.Errorf("%s shows %q", what, shown)
		}
	}
	if got := fmt.Sprintf("%v %s %q %#v", secret, secret, secret, secret); got != "[secret] [secret] [secret] [secret]" {
		t.Errorf("got %s", got)
	}
	if secret.Reveal() != text || (auth.Secret{}).Reveal() != "" {
		t.Error("Reveal does not give the text")
	}
}

// printed shows a secret in each way that one may get out by mistake.
func printed(t *testing.T, secret auth.Secret) map[string]string {
	t.Helper()
	inside := struct{ Token, token auth.Secret }{secret, secret}
	shown := map[string]string{"String": secret.String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p"} {
		shown[verb] = fmt.Sprintf(verb, secret)
		shown[verb+" inside"] = fmt.Sprintf(verb, inside)
	}
	old, err := json.Marshal(inside)
	if err != nil {
		t.Fatal(err)
	}
	strict, err := jsonv2.Marshal(inside)
	if err != nil {
		t.Fatal(err)
	}
	shown["JSON"], shown["strict JSON"] = string(old), string(strict)
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("made", "secret", secret, "any", inside)
	shown["log"] = log.String()
	log.Reset()
	slog.New(slog.NewJSONHandler(&log, nil)).Info("made", "secret", secret, "any", inside)
	shown["JSON log"] = log.String()
	return shown
}

func TestPrincipalIsLoggedWithoutItsName(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	p := &auth.Principal{ID: "p-1", Name: "Anna Lind", TokenID: "abc"}
	slog.New(slog.NewJSONHandler(&log, nil)).Info("scan", "who", p)
	if got := log.String(); strings.Contains(got, "Anna") || !strings.Contains(got, "p-1") || !strings.Contains(got, "abc") {
		t.Errorf("got %s", got)
	}
}

func FuzzToken(f *testing.F) {
	secret := strings.Repeat("a7", 26)
	for _, token := range []string{
		"", "tw_", "tw__", "tw_admin_" + secret, "tw_admin_" + secret + "x", "tw_a_b_" + secret,
		"TW_admin_" + secret, "Bearer tw_admin_" + secret, "tw_admin_" + strings.ToUpper(secret),
		"tw_\x00_" + secret, "tw_\xff_" + secret, "tw_" + strings.Repeat("a", 1<<10) + "_" + secret,
	} {
		f.Add(token)
		f.Add(strings.Replace(token, "tw_", "tws_", 1))
	}
	f.Fuzz(func(t *testing.T, token string) {
		prefix := auth.TokenPrefix
		id, secret, ok := auth.ParseToken(prefix, token)
		if !ok {
			prefix = auth.SessionPrefix
			if id, secret, ok = auth.ParseToken(prefix, token); !ok {
				return
			}
		}
		if got := auth.FormatToken(prefix, id, secret).Reveal(); got != token {
			t.Errorf("%q was taken for %q", token, got)
		}
		if len(id) == 0 || len(id) > 16 || len(secret) != 52 || strings.ContainsFunc(id+secret, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9')
		}) {
			t.Errorf("%q gave the id %q and the secret %q", token, id, secret)
		}
	})
}
