import { FINAL_CLOSE_CODES } from "../generated/protocol.js";

/** What a close says about coming back. The ranges hold for codes that this client does not know, too. */
export function comesBack(code: number): boolean {
  if (code >= 4500 && code <= 4999) return false;
  return !FINAL_CLOSE_CODES.includes(code);
}
