import { describe } from "vitest";

import { FakeServer } from "./fake-server.js";
import { dialectSuite } from "./suite.js";

describe("against a server in this process", () => dialectSuite(() => FakeServer.start()));
