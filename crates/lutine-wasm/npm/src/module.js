// The module inside the script, for what can load nothing else.
import { inflateSync } from "fflate";

export const module = () => inflateSync(Uint8Array.from(atob(DEFLATED), (letter) => letter.charCodeAt(0)));
