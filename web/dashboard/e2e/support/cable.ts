import { createServer, connect, type Server, type Socket } from "node:net";

/** What is between a browser and the server: it can be cut, and mended. It listens on the loopback. */
export class Cable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #to: () => number;
  #isCut = false;
  #port = 0;

  /** `to` is the server's port, asked for each connection. */
  constructor(to: () => number) {
    this.#to = to;
    this.#server = createServer((near) => this.#join(near));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async lay(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", resolve);
    });
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The loopback gave no port");
    this.#port = address.port;
  }

  /** Ends what is open; what is tried meanwhile fails at once. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async remove(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = connect(this.#to(), "127.0.0.1");
    const ends = [near, far];
    for (const socket of ends) {
      this.#sockets.add(socket);
      socket.once("close", () => {
        this.#sockets.delete(socket);
        for (const other of ends) other.destroy();
      });
      // An end that is cut says ECONNRESET here; `close` follows and does what there is to do.
      socket.on("error", () => undefined);
    }
    near.pipe(far);
    far.pipe(near);
  }
}
