import { describe } from "vitest";

import { BINARY, RealServer } from "./real-server.js";
import { dialectSuite } from "./suite.js";

if (BINARY === undefined) console.warn("skipped: there is no build/release/belfry and no build/dev/belfry to test against");

describe.skipIf(BINARY === undefined)("against the server", () => dialectSuite(() => RealServer.start()));
