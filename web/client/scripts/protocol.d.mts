/** The texts of src/generated/ by file name. */
export function generatedFrom(asyncapi: unknown, openapi: unknown): Record<string, string>;
