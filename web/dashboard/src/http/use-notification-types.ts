import { builtInTypes } from "@belfry/react";
import { useEffect, useState } from "react";
import { callForJson } from "./call.js";
import { typesOf } from "./notification-types.js";

const builtIn = builtInTypes.map(({ type }) => type);
const asked = new Map<string, Promise<readonly string[]>>();

/** The server's types; the built-in ones until its description is there, and when it cannot be had. */
export function useNotificationTypes(server: string): readonly string[] {
  const [types, setTypes] = useState<readonly string[]>(builtIn);
  useEffect(() => {
    let isWanted = true;
    void typesFrom(server).then((known) => {
      if (isWanted) setTypes(known);
    });
    return () => {
      isWanted = false;
    };
  }, [server]);
  return types;
}

/** Once a page, unless it failed: then the next page that needs it asks again. */
function typesFrom(server: string): Promise<readonly string[]> {
  const known = asked.get(server);
  if (known) return known;
  const answer = callForJson({ method: "GET", url: `${server}/openapi.json` }).then(
    (description) => typesOf(description) ?? builtIn,
    () => {
      asked.delete(server);
      return builtIn;
    },
  );
  asked.set(server, answer);
  return answer;
}
