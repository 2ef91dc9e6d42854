/** What a client of a database and its server say to each other: a statement in a request, JSON in its reply. */
export const SQL_METHOD = 'SQL';

/** What a server answers to a statement; to one without words it only lets in, or does not. */
export type SqlReply =
  | {
      readonly kind: 'rows';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (string | number | null)[])[];
    }
  | { readonly kind: 'done'; readonly tag: string; readonly affected: number }
  | { readonly kind: 'use'; readonly database: string }
  | {
      readonly kind: 'error';
      /** As the client prints it: `1146 (42S02)`; empty for PostgreSQL. */
      readonly code: string;
      readonly text: string;
      /** Where in the statement. */
      readonly pos?: number | undefined;
      readonly detail?: string | undefined;
      /** The server does not let the user in. */
      readonly isRefusal?: boolean;
    }
  | { readonly kind: 'welcome'; readonly version: string };
