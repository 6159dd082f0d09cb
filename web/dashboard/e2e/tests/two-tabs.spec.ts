import { signedIn } from "../support/app.ts";
import { expect, serverOfThisFile, test } from "../support/test.ts";

const { server, backend } = serverOfThisFile();

test("the badge equals the list after reads in two tabs", async ({ context, user }) => {
  const one = await signedIn(await context.newPage(), server, user);
  const two = await signedIn(await context.newPage(), server, user);
  for (const title of ["First", "Second", "Third"]) await backend.publish(user, title);
  await one.centre.expectUnread(3);
  await two.centre.expectUnread(3);
  await one.centre.open();
  await two.centre.open();

  await one.centre.markRead("First");
  await two.centre.expectUnread(2);
  await two.centre.markRead("Second");
  await one.centre.expectUnread(1);
  await two.centre.expectUnread(1);

  await one.centre.panel.getByRole("button", { name: "Mark all as read" }).click();
  await one.centre.expectUnread(0);
  await two.centre.expectUnread(0);
});

test("reads at the same moment in two tabs end in the same badge and list", async ({ context, user }) => {
  const one = await signedIn(await context.newPage(), server, user);
  const two = await signedIn(await context.newPage(), server, user);
  for (const title of ["First", "Second", "Third", "Fourth"]) await backend.publish(user, title);
  for (const tab of [one, two]) {
    await tab.centre.expectUnread(4);
    await tab.centre.open();
  }
  await Promise.all([one.centre.markRead("First"), two.centre.markRead("Second")]);
  await one.centre.expectUnread(2);
  await two.centre.expectUnread(2);
});

test("two tabs share one socket, and both show what comes", async ({ context, user }) => {
  const one = await signedIn(await context.newPage(), server, user);
  const two = await signedIn(await context.newPage(), server, user);
  expect(await backend.connections(user)).toBe(1);
  await backend.publish(user, "For both");
  await expect(one.toast("For both")).toHaveCount(1);
  await expect(two.toast("For both")).toHaveCount(1);
});

test("two devices have a socket each, and what is read on one is read on the other", async ({ page, device, user }) => {
  const desk = await signedIn(page, server, user);
  const phone = await signedIn(await (await device()).newPage(), server, user);
  expect(await backend.connections(user)).toBe(2);
  await backend.publish(user, "For both");
  await desk.centre.expectUnread(1);
  await phone.centre.expectUnread(1);
  await phone.centre.open();
  await phone.centre.markRead("For both");
  await desk.centre.expectUnread(0);
});
