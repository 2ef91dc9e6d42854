// The one Vite feature the simulation uses: extensions are found by their place (see src/README.md).
interface ImportMeta {
  glob<M = unknown>(
    pattern: string | string[],
    options: { eager: true; import?: string; query?: string },
  ): Record<string, M>;
  glob<M = unknown>(
    pattern: string | string[],
    options: { import?: string; query?: string },
  ): Record<string, () => Promise<M>>;
}
