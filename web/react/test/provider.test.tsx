import { act, render, renderHook, screen } from "@testing-library/react";
import { type ReactNode, StrictMode } from "react";
import { describe, expect, test, vi } from "vitest";
import {
  BelfryProvider,
  NotificationCenter,
  Toaster,
  useNotifications,
  useUnreadCount,
  useWebSocket,
  WebSocketProvider,
} from "../src/index.js";
import { connectedPair, renderConnected } from "./harness.js";

function Unread(): ReactNode {
  return <p>{useUnreadCount()} unread</p>;
}

describe("the provider", () => {
  test("makes one connection under StrictMode, and leaves no listener or timer behind", async () => {
    vi.useFakeTimers();
    const { client, server } = connectedPair();
    const { unmount } = render(
      <StrictMode>
        <BelfryProvider client={client} api={server}>
          <Toaster />
          <NotificationCenter />
        </BelfryProvider>
      </StrictMode>,
    );
    vi.runAllTimers();
    act(() => server.greet());
    act(() => void server.publish());
    expect([client.connects, client.closes]).toEqual([1, 0]);
    unmount();
    await vi.runAllTimersAsync();
    expect([client.connects, client.closes, client.listeners]).toEqual([1, 1, 0]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("that is mounted again in the same turn keeps its connection and what it knew", () => {
    vi.useFakeTimers();
    const { client, server } = connectedPair();
    const ui = (
      <BelfryProvider client={client} api={server}>
        <Unread />
      </BelfryProvider>
    );
    const first = render(ui);
    act(() => server.greet());
    act(() => void server.publish());
    first.unmount();
    render(ui);
    vi.runAllTimers();
    expect([client.connects, client.closes]).toEqual([1, 0]);
    expect(screen.getByText("1 unread")).toBeDefined();
  });

  test("connects again when it is mounted later", () => {
    vi.useFakeTimers();
    const { client, server } = connectedPair();
    const ui = <BelfryProvider client={client} api={server} />;
    render(ui).unmount();
    vi.runAllTimers();
    render(ui);
    vi.runAllTimers();
    expect([client.connects, client.closes]).toEqual([2, 1]);
  });

  test("is also called WebSocketProvider and gives status, send, subscribe and unsubscribe", async () => {
    const { client, server } = connectedPair();
    const wrapper = ({ children }: { readonly children: ReactNode }): ReactNode => (
      <WebSocketProvider client={client} api={server}>
        {children}
      </WebSocketProvider>
    );
    const { result } = renderHook(() => useWebSocket(), { wrapper });
    expect(result.current.status).toBe("connecting");
    act(() => server.greet());
    expect(result.current.status).toBe("connected");
    result.current.send("ping", {});
    expect(client.sent).toEqual([{ type: "ping", payload: {} }]);
    expect(await result.current.subscribe(["news", "board:7"])).toEqual(["news", "board:7"]);
    expect(await result.current.unsubscribe(["news"])).toEqual(["board:7"]);
  });

  test("is missed by name", () => {
    const silence = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(() => renderHook(() => useWebSocket())).toThrow("<BelfryProvider>");
    silence.mockRestore();
  });
});

test("the unread count needs no list, and the list is fetched once for all who use it", async () => {
  function List(): ReactNode {
    return <p>{useNotifications().items.length} items</p>;
  }
  const { server, rerender, client } = await renderConnected(<Unread />, (given) => void given.publish());
  expect(screen.getByText("1 unread")).toBeDefined();
  expect(server.calls).toEqual([]);
  await act(async () =>
    rerender(
      <BelfryProvider client={client} api={server}>
        <List />
        <List />
      </BelfryProvider>,
    ),
  );
  expect(screen.getAllByText("1 items")).toHaveLength(2);
  expect(server.calls).toEqual(["notifications"]);
});
