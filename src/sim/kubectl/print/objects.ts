import { toYaml } from '../../../api/yaml/to-yaml.ts';
import { goQuote } from '../../../base/go-quote.ts';
import type { AnyObject } from '../client/resource.ts';
import { PrintFailure } from '../errors.ts';
import { customColumns } from './custom-columns.ts';
import { type GoTemplate, goTemplate, type TemplateFailure } from './go-template/execute.ts';
import { plain } from './go-template/values.ts';
import { goJson, goVerbose } from './go-values.ts';
import { runTemplate, templateValues } from './jsonpath/evaluate.ts';
import { parseTemplate } from './jsonpath/parse.ts';

/** The formats that a command's `-o` takes besides those of its own. */
const FORMATS =
  'custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml';
const PRINT_FORMATS =
  'go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,yaml';

export interface PrintOptions {
  readonly noHeaders?: boolean;
  readonly showManagedFields?: boolean;
  /** `--allow-missing-template-keys`; true when absent. */
  readonly allowMissingKeys?: boolean;
  /** For `jsonpath-file` and `custom-columns-file`. */
  readonly files?: ReadonlyMap<string, string>;
}

/** Prints an object, or a List of several; throws kubectl's error for a format that it does not know. */
export type ObjectPrinter = (object: AnyObject) => string;

/** The printer for `-o FORMAT`. `get` knows some more formats than the other commands. */
export function objectPrinter(format: string, options: PrintOptions, forGet = false): ObjectPrinter {
  const equals = format.indexOf('=');
  const name = equals < 0 ? format : format.slice(0, equals);
  const argument = equals < 0 ? '' : format.slice(equals + 1);
  const clean = (object: AnyObject): AnyObject => (options.showManagedFields ? object : withoutManagedFields(object));
  switch (name) {
    case 'yaml':
      if (equals >= 0) break;
      return (object) => toYaml(clean(object));
    case 'json':
      if (equals >= 0) break;
      return (object) => `${goJson(clean(object), 4)}\n`;
    case 'jsonpath':
      return jsonPathPrinter(needed(argument), options);
    case 'jsonpath-as-json':
      return jsonPathAsJson(needed(argument));
    case 'jsonpath-file':
      return jsonPathPrinter(fileText(options, argument), options);
    case 'custom-columns':
      if (forGet) return customColumns(argument, options.noHeaders ?? false);
      break;
    case 'go-template':
    case 'template':
      return templatePrinter(needed(argument), options);
    case 'go-template-file':
    case 'templatefile':
      return templatePrinter(fileText(options, needed(argument), '--template'), options);
    case 'custom-columns-file':
      if (forGet) return customColumns(fromColumnsFile(fileText(options, argument)), options.noHeaders ?? false);
      break;
    default:
  }
  throw new Error(
    `unable to match a printer suitable for the output format ${goQuote(format)}, allowed formats are: ${forGet ? FORMATS : PRINT_FORMATS}`,
  );
}

/** The object without metadata.managedFields, as are the items of a list. */
function withoutManagedFields(object: AnyObject): AnyObject {
  const items = object['items'];
  const cleaned = Array.isArray(items) ? { ...object, items: items.map(withoutManagedFields) } : object;
  if (cleaned.metadata?.['managedFields'] === undefined) return cleaned;
  const { managedFields: _, ...metadata } = cleaned.metadata;
  return { ...cleaned, metadata };
}

/** Several objects as the List that kubectl prints them in. */
export function listOf(items: readonly AnyObject[], metadata: { resourceVersion?: string } = {}): AnyObject {
  return { apiVersion: 'v1', items, kind: 'List', metadata };
}

function needed(template: string): string {
  if (template === '') throw new Error('template format specified but no template given');
  return template;
}

function checkTemplate(template: string): void {
  try {
    parseTemplate(template);
  } catch (error) {
    throw new Error(`error parsing jsonpath ${template}, ${(error as Error).message}`);
  }
}

function jsonPathPrinter(template: string, { allowMissingKeys = true }: PrintOptions): ObjectPrinter {
  checkTemplate(template);
  return (object) => {
    try {
      return runTemplate(template, object, allowMissingKeys);
    } catch (error) {
      throw new Error(
        [
          `error executing jsonpath ${goQuote(template)}: Error executing template: ${(error as Error).message}. Printing more information for debugging the template:`,
          `\ttemplate was:\n\t\t${template}`,
          `\tobject given to jsonpath engine was:\n\t\t${goVerbose(object)}\n\n\n`,
        ].join('\n'),
      );
    }
  };
}

function templatePrinter(text: string, options: PrintOptions): ObjectPrinter {
  let template: GoTemplate;
  try {
    template = goTemplate(text);
  } catch (error) {
    throw new Error(`error parsing template ${text}, ${(error as Error).message}`);
  }
  return (object) => {
    try {
      return template(object, options.allowMissingKeys ?? true);
    } catch (error) {
      const { message, output } = error as TemplateFailure;
      const lines = [
        `${output}Error executing template: ${message}. Printing more information for debugging the template:`,
        `\ttemplate was:\n\t\t${text}`,
        `\traw data was:\n\t\t${goJson(object)}`,
        `\tobject given to template engine was:\n\t\t${plain(object)}\n\n`,
      ];
      throw new PrintFailure(`error executing template ${goQuote(text)}: ${message}`, lines.join('\n'));
    }
  };
}

function jsonPathAsJson(template: string): ObjectPrinter {
  checkTemplate(template);
  return (object) => `${goJson(templateValues(template, object), 4)}\n`;
}

function fileText(options: PrintOptions, name: string, what = 'template'): string {
  const text = options.files?.get(name);
  if (text === undefined) throw new Error(`error reading ${what} ${name}, open ${name}: no such file or directory\n`);
  return text;
}

/** A columns file has a line of headers above a line of paths. */
function fromColumnsFile(text: string): string {
  const [headers, paths] = text.split('\n').map((line) => line.trim().split(/\s+/));
  return (headers ?? []).map((header, i) => `${header}:${paths?.[i] ?? ''}`).join(',');
}
