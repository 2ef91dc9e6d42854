import type { FlowRow, LossRow, RulesRow } from '../protocol/traffic.ts';
import type { Flow } from '../sim/traffic/flows.ts';
import type { Spell } from '../sim/traffic/losses.ts';
import type { Traffic } from '../sim/traffic/traffic.ts';

/** How often it is told, in milliseconds of the wall clock. */
const TOLD_MS = 200;
/** Rules are looked at so often, in virtual milliseconds. */
const RULES_MS = 250;
/** Rules of so many Services are told, of those that requests came to last. */
const MOST_SERVICES = 40;

/** What the page hears of ways and losses with a frame. */
export interface FlowNews {
  readonly flows: FlowRow[];
  readonly losses: LossRow[];
  readonly rules: RulesRow[];
}

const NOTHING: FlowNews = { flows: [], losses: [], rules: [] };

/** Tells the page, frame by frame, what passes between stations, what is lost why, and which rules decide. */
export class FlowFeed {
  private readonly toldFlows = new Map<Flow, string>();
  private readonly toldLosses = new Map<Spell, string>();
  private readonly toldRules = new Map<string, string>();
  private readonly traffic: Traffic;
  private readonly originMs: number;
  private rulesAtMs = -Infinity;
  private toldAtMs = -Infinity;

  /** @param originMs time of the engine at which the page's clock begins */
  constructor(traffic: Traffic, originMs: number) {
    this.traffic = traffic;
    this.originMs = originMs;
  }

  /**
   * What has changed since it was told last: a few times a second, since flows are many and the page shows no more.
   * @param wallMs the wall clock; undefined while nothing may be said
   */
  take(nowMs: number, wallMs: number | undefined): FlowNews {
    if (wallMs === undefined || wallMs - this.toldAtMs < TOLD_MS) return NOTHING;
    this.toldAtMs = wallMs;
    const nowSecond = Math.floor(nowMs / 1000);
    return { flows: this.takeFlows(nowSecond), losses: this.takeLosses(nowSecond), rules: this.takeRules(nowMs) };
  }

  private takeFlows(nowSecond: number): FlowRow[] {
    const rows: FlowRow[] = [];
    for (const flow of this.traffic.flows.all) {
      const { from, to, sent, lost } = flow;
      const rates = { perSecond: sent.perSecond(nowSecond), lostPerSecond: lost.perSecond(nowSecond) };
      const known = `${sent.total} ${lost.total} ${rates.perSecond} ${rates.lostPerSecond}`;
      if (this.toldFlows.get(flow) === known) continue;
      this.toldFlows.set(flow, known);
      rows.push({ from, to, sent: sent.total, lost: lost.total, ...rates });
    }
    return rows;
  }

  private takeLosses(nowSecond: number): LossRow[] {
    const rows: LossRow[] = [];
    for (const spell of this.traffic.losses.spells) {
      const { id, client, outcome, cause, count, firstMs, lastMs } = spell;
      const perSecond = count.perSecond(nowSecond);
      const known = `${count.total} ${perSecond}`;
      if (this.toldLosses.get(spell) === known) continue;
      this.toldLosses.set(spell, known);
      const times = { firstMs: firstMs - this.originMs, lastMs: lastMs - this.originMs };
      rows.push({ id, client, outcome, cause, count: count.total, ...times, perSecond });
    }
    return rows;
  }

  private takeRules(nowMs: number): RulesRow[] {
    if (nowMs - this.rulesAtMs < RULES_MS) return [];
    this.rulesAtMs = nowMs;
    const services = [...this.traffic.services.keys()].slice(-MOST_SERVICES);
    return services.flatMap((service) => {
      const rows = this.traffic.rulesFor(service);
      const known = JSON.stringify(rows);
      if (this.toldRules.get(service) === known) return [];
      this.toldRules.set(service, known);
      return rows;
    });
  }
}
