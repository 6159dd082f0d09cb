import { Button, type ConnectionState, usePreferences, useWebSocket } from "@belfry/react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { navigate } from "../router/location.js";
import { useAccount } from "../session/use-account.js";
import { Note } from "../ui/note.js";
import { useBrowserOnline } from "./use-browser-online.js";

/** A connection that comes back sooner is not worth a word. */
const patienceMs = 4000;

/** Says above every page when nothing new can come, why, and what one can do about it. */
export function ConnectionBanner(): ReactNode {
  const { status } = useWebSocket();
  const { account } = useAccount();
  const isOnline = useBrowserOnline();
  const isInAppOff = useInAppOff(status);
  const isLong = useLongLost(status);

  if (isInAppOff) {
    const choose = <Button onClick={() => navigate("/preferences")}>Choose what to hear</Button>;
    return (
      <Note tone="warning" action={choose}>
        In-app notifications are switched off, so nothing new arrives here.
      </Note>
    );
  }
  if (!isOnline) {
    return <Note tone="warning">You are offline. What you read now is told to the server once you are back.</Note>;
  }
  if (!isLong) return null;
  if (status === "disconnected") {
    return (
      <Note tone="error" action={<Button onClick={() => account.client.connect()}>Connect</Button>}>
        The server has ended this connection. New notifications arrive only after you connect again.
      </Note>
    );
  }
  return (
    <Note tone="warning">
      No connection to the server. The page keeps trying; what you see may be out of date until it is back.
    </Note>
  );
}

/** Whether the preferences keep the connection away. Connects again once they do not. */
function useInAppOff(status: ConnectionState): boolean {
  const { account } = useAccount();
  const { preferences, saving, refetch } = usePreferences();
  const isOff = preferences?.inAppEnabled === false;
  const wasOff = useRef(isOff);
  useEffect(() => {
    // Whoever switched it off may have done so on another device, whose change this connection did not live to hear.
    if (status === "disconnected") void refetch();
  }, [status, refetch]);
  useEffect(() => {
    // What is being saved counts as saved here, but not with the server: it would refuse the connection for good.
    if (saving) return;
    if (wasOff.current && !isOff) account.client.connect();
    wasOff.current = isOff;
  }, [isOff, saving, account]);
  return isOff && status !== "connected";
}

function useLongLost(status: ConnectionState): boolean {
  const [isLong, setLong] = useState(false);
  const isLost = status !== "connected";
  useEffect(() => {
    if (!isLost) return;
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isLost]);
  return isLong;
}
