/** Where `+` and `-` stop, in virtual seconds per second. */
export const speedStops: readonly number[] = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** The next stop above or below a speed. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  const beyond = speedStops.filter((stop) => (direction > 0 ? stop > speed * 1.001 : stop < speed * 0.999));
  return (direction > 0 ? beyond[0] : beyond.at(-1)) ?? speed;
}

const low = Math.log10(0.05);
const high = 3;

/** Place of a speed on the logarithmic scale, 0 to 1. */
export function speedPlace(speed: number): number {
  return (Math.log10(Math.min(1000, Math.max(0.05, speed))) - low) / (high - low);
}

/** The stop nearest to a place on the scale. */
export function speedAt(place: number): number {
  let best = speedStops[0]!;
  for (const stop of speedStops) {
    if (Math.abs(speedPlace(stop) - place) < Math.abs(speedPlace(best) - place)) best = stop;
  }
  return best;
}

/** `0.05×`, `1×`, `1000×`. */
export function speedText(speed: number): string {
  return `${Number(speed.toPrecision(3))}×`;
}
