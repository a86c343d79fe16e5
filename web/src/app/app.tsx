import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRouter, RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { ProblemError } from "@/api/call";
import { routes } from "@/routes";
import { scannerSetup } from "@/scan/setup";
import { listenToKeys } from "@/scan/wedge";
import { Gate } from "./gate";
import { useSettings } from "./settings";
import { themeFor } from "./theme";

const client = new QueryClient({
  defaultOptions: {
    mutations: { networkMode: "always" },
    queries: {
      staleTime: 5000,
      // A browser that thinks it is offline may still reach a server in the same hall.
      networkMode: "always",
      refetchOnReconnect: true,
      // Only what may pass by itself is tried again.
      retry: (count, error) => count < 2 && error instanceof ProblemError && [0, 503].includes(error.problem.status),
    },
  },
});

const router = createRouter({
  routeTree: routes,
  context: { client },
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** The whole application. */
export function App({ nonce, token }: { nonce: string; token: string | undefined }) {
  const { scheme, density, language } = useSettings();
  useEffect(() => listenToKeys(scannerSetup), []);
  useEffect(() => {
    document.documentElement.dataset["density"] = density;
  }, [density]);
  // What the server has told is told again in another language.
  useEffect(() => () => void client.invalidateQueries(), [language]);
  return (
    <MantineProvider
      theme={themeFor(density)}
      getStyleNonce={() => nonce}
      defaultColorScheme="auto"
      {...(scheme === "auto" ? {} : { forceColorScheme: scheme })}
    >
      <Notifications position="top-right" autoClose={8000} />
      <QueryClientProvider client={client}>
        <Gate token={token}>
          <RouterProvider router={router} />
        </Gate>
      </QueryClientProvider>
    </MantineProvider>
  );
}
