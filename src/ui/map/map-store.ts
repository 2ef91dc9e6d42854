import { create } from 'zustand';

/** What cells are, and how they are put together: nodes by zone or as one, Pods by namespace or owner. */
export type Grouping = 'zone' | 'none' | 'namespace' | 'owner';
export type Colouring = 'requested' | 'memory' | 'ready';
export type Ordering = 'name' | 'fill' | 'state';

interface MapState {
  readonly grouping: Grouping;
  readonly colouring: Colouring;
  readonly ordering: Ordering;
  readonly text: string;
  readonly tab: 'figures' | 'inspector';
}

export const useMap = create<MapState>(() => ({
  grouping: 'zone',
  colouring: 'requested',
  ordering: 'name',
  text: '',
  tab: 'figures',
}));
