import { Container } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";
import { call, problemOf } from "@/api/call";
import { Live } from "@/api/live";
import { Answer } from "@/ui/answer";
import { SignIn } from "@/screens/sign-in/sign-in";
import { MeContext } from "./me";
import { signIn } from "./session";

/** Lets in who is signed in; the others sign in where they are, and go on to the address that they came for. */
export function Gate({ token, children }: { token: string | undefined; children: ReactNode }) {
  const [refused, setRefused] = useState<unknown>();
  const entering = token !== undefined && refused === undefined;
  useEffect(() => {
    if (token !== undefined) signIn({ token }, "/roles").catch(setRefused);
  }, [token]);
  const me = useQuery({
    queryKey: ["/api/v1/me"],
    queryFn: ({ signal }) => call("get", "/api/v1/me", {}, { signal }),
    enabled: !entering,
    staleTime: Infinity,
    // A wall that was switched on before the server begins by itself.
    refetchInterval: (query) =>
      query.state.status === "error" && problemOf(query.state.error).code !== "H401" ? 5000 : false,
  });
  if (refused !== undefined || (me.isError && problemOf(me.error).code === "H401")) {
    return <SignIn refused={refused} />;
  }
  return (
    <Container fluid p={0}>
      <Answer of={me}>
        {(who) => (
          <MeContext value={who}>
            <Live actor={who.actor}>{children}</Live>
          </MeContext>
        )}
      </Answer>
    </Container>
  );
}
