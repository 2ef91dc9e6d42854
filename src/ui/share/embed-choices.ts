// What a frame in another page can be told: the first of each holds when it is told nothing.

export const views = ['cluster', 'control-plane', 'scheduler', 'traffic', 'objects', 'map', 'history'] as const;
export const themes = ['light', 'dark', 'auto'] as const;
export const palettes = ['usual', 'contrast', 'projector'] as const;
