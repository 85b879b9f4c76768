/** Milliseconds that a player has left; null where nothing ends. `told` is a `phase` or a `clock`. */
export const left = (told, pace) => {
  if (told.seconds == null || !(Number(pace) > 0)) return null;
  const whole = 1000 * told.seconds;
  const rest = told.since === undefined ? told.ms_left + whole * (pace - 1) : whole * pace - told.since;
  return Math.max(0, rest);
};

/** Seconds as they stand on a clock: `1:05`. */
export const onClock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** What ears are told when so many seconds are left; "" for most. */
export const aloud = (seconds) => ([60, 30, 10, 5].includes(seconds) ? `${seconds} seconds left` : "");

/** A number for a form that nobody else has. (crypto.randomUUID is missing on plain http.) */
export const uuid = (bytes = crypto.getRandomValues(new Uint8Array(16))) => {
  const own = Uint8Array.from(bytes);
  own[6] = (own[6] & 0x0f) | 0x40;
  own[8] = (own[8] & 0x3f) | 0x80;
  const hex = Array.from(own, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

/** Milliseconds until the next try: twice as long each time, and never all at once. */
export const wait = (tries, chance = Math.random()) => Math.min(500 * 2 ** tries, 5000) * (0.5 + chance / 2);
