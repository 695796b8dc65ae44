/** Where in the console one is. Lives in the URL's hash, so that the server needs one page only. */
export type Route =
  | { readonly name: "desk" }
  | { readonly name: "history"; readonly callId: string | null }
  | { readonly name: "messages"; readonly messageId: string | null }
  | { readonly name: "team" }
  | { readonly name: "site" }
  | { readonly name: "setup"; readonly token: string }
  | { readonly name: "join"; readonly token: string };

export type RouteName = Route["name"];

const decoded = (segment: string | undefined): string | null => {
  if (segment === undefined || segment === "") return null;
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
};

/** Unknown paths lead to the desk. */
export const parseRoute = (hash: string): Route => {
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?", 2);
  const [, name = "", id] = path.split("/");
  const token = () => new URLSearchParams(query).get("token") ?? "";
  switch (name) {
    case "history":
      return { name, callId: decoded(id) };
    case "messages":
      return { name, messageId: decoded(id) };
    case "team":
    case "site":
      return { name };
    case "setup":
    case "join":
      return { name, token: token() };
    default:
      return { name: "desk" };
  }
};

const withId = (path: string, id: string | null): string =>
  id === null ? path : `${path}/${encodeURIComponent(id)}`;

export const hrefOf = (route: Route): string => {
  switch (route.name) {
    case "desk":
      return "#/";
    case "history":
      return withId("#/history", route.callId);
    case "messages":
      return withId("#/messages", route.messageId);
    case "team":
    case "site":
      return `#/${route.name}`;
    case "setup":
    case "join":
      return `#/${route.name}?token=${encodeURIComponent(route.token)}`;
  }
};
