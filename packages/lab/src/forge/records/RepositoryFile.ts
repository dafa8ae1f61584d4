import { readFile, rename, writeFile } from 'fs/promises';
import { join } from 'path';
import { z } from 'zod';
import { numericId } from '../accounts/numericId';
import { pullRequestSchema } from '../pulls/types';
import {
  branchProtectionSchema,
  checkRunSchema,
  commentSchema,
  commitStatusSchema,
  labelSchema,
  reviewSchema,
  webhookSchema,
} from './types';

const contentSchema = z.object({
  createdAt: z.string(),
  /** Full name of the repository that this one is a fork of. */
  parent: z.string().optional(),
  nextId: z.number(),
  pulls: z.array(pullRequestSchema),
  labels: z.array(labelSchema),
  comments: z.array(commentSchema),
  reviews: z.array(reviewSchema),
  statuses: z.array(commitStatusSchema),
  checkRuns: z.array(checkRunSchema),
  webhooks: z.array(webhookSchema),
  /** By branch. */
  protections: z.record(z.string(), branchProtectionSchema),
});

/** @internal */
export type RepositoryContent = z.infer<typeof contentSchema>;

/**
 * What the forge knows of a repository beside its objects: in memory, and in a file in the repository's directory, so
 * that a forge started again knows it.
 *
 * @internal
 */
export class RepositoryFile {
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    readonly content: RepositoryContent,
  ) {}

  static async open(options: {
    directory: string;
    fullName: string;
    /** For a new file only. */
    parent?: string;
  }): Promise<RepositoryFile> {
    const path = join(options.directory, 'forge.json');
    const text = await readFile(path, 'utf8').catch(error => {
      if (error.code === 'ENOENT') {
        return undefined;
      }
      throw error;
    });
    if (text !== undefined) {
      return new RepositoryFile(path, contentSchema.parse(JSON.parse(text)));
    }
    const file = new RepositoryFile(path, {
      createdAt: new Date().toISOString(),
      parent: options.parent,
      // Unlike those of other repositories.
      nextId: numericId(options.fullName) * 100_000 + 1,
      pulls: [],
      labels: [],
      comments: [],
      reviews: [],
      statuses: [],
      checkRuns: [],
      webhooks: [],
      protections: {},
    });
    await file.save();
    return file;
  }

  nextId(): number {
    return this.content.nextId++;
  }

  /** Writes the file whole and then puts it in place, one after the other. */
  async save(): Promise<void> {
    const write = async () => {
      const text = JSON.stringify(this.content, undefined, 2);
      // It holds the secrets of webhooks.
      await writeFile(`${this.path}.new`, text, { mode: 0o600 });
      await rename(`${this.path}.new`, this.path);
    };
    this.writing = this.writing.then(write, write);
    await this.writing;
  }
}
