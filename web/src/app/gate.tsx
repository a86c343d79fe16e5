import { Container } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState, type ReactNode } from "react";
import { call, problemOf } from "@/api/call";
import { Live } from "@/api/live";
import type { FeedEvent } from "@/api/read";
import { Answer, Waiting } from "@/ui/answer";
import { isGone } from "@/offline/flush";
import { remember, useKnown } from "@/offline/known";
import { Outbox } from "@/offline/outbox";
import { MeContext, type Me } from "./me";
import { signIn } from "./session";
import { PlantWords } from "./words";

const SignIn = lazy(() => import("@/screens/sign-in/sign-in").then((m) => ({ default: m.SignIn })));

/** Entries after which the plant may have other words for its things. */
const published = (e: FeedEvent) => e.kind === "plant";

/** Lets in who is signed in; the others sign in where they are, and go on to the address that they came for. */
export function Gate({ token, children }: { token: string | undefined; children: ReactNode }) {
  const [refused, setRefused] = useState<unknown>();
  const entering = token !== undefined && refused === undefined;
  useEffect(() => {
    if (token !== undefined) signIn({ token }, "/roles").catch(setRefused);
  }, [token]);
  const me = useQuery({
    queryKey: ["/api/v1/me"],
    queryFn: ({ signal }) => call("get", "/api/v1/me", {}, { signal }).then(known),
    enabled: !entering,
    staleTime: Infinity,
    meta: { live: published },
    // A wall that was switched on before the server begins by itself.
    refetchInterval: (query) =>
      query.state.status === "error" && problemOf(query.state.error).code !== "H401" ? 5000 : false,
  });
  // A terminal opens without the server as whoever it was; what it may do there the server says when it is back.
  const gone = me.data === undefined && me.failureReason !== null && isGone(problemOf(me.failureReason));
  const before = useKnown("me", gone);
  const who = me.data ?? before;
  if (refused !== undefined || (me.isError && problemOf(me.error).code === "H401")) {
    return (
      <Suspense fallback={<Waiting />}>
        <SignIn refused={refused} />
      </Suspense>
    );
  }
  return (
    <Container fluid p={0}>
      {who ? (
        <MeContext value={who}>
          <Live actor={who.actor}>
            <Outbox />
            <PlantWords>{children}</PlantWords>
          </Live>
        </MeContext>
      ) : (
        <Answer of={me}>{() => null}</Answer>
      )}
    </Container>
  );
}

/** Remembers who a terminal is; people sign in anew. */
function known(me: Me): Me {
  void remember("me", me.terminal && me.session === undefined ? me : undefined);
  return me;
}
