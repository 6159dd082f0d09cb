import { describe } from "vitest";

import { BINARY, RealServer } from "./real-server.js";
import { dialectSuite } from "./suite.js";

if (BINARY === undefined) console.warn("skipped: neither build/release/belfry nor build/dev/belfry is there");

describe.skipIf(BINARY === undefined)("against the server", () => dialectSuite(() => RealServer.start()));
