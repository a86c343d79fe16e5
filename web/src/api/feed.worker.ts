// Holds the one stream of the browser that follows the journal, for all of its tabs.
import { follow } from "./feed";

const ports = new Set<MessagePort>();
const feed = follow((message) => {
  for (const port of ports) port.postMessage(message);
});

addEventListener("connect", (event) => {
  const port = (event as MessageEvent).ports[0];
  if (!port) return;
  ports.add(port);
  port.onmessage = () => {
    ports.delete(port);
    if (ports.size === 0) {
      feed.close();
      close();
    }
  };
  port.postMessage(feed.state());
});
