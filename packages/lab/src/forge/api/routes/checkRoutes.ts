import { z } from 'zod';
import { latestCheckRuns } from '../../checks/latestStatuses';
import { checkConclusions, type CheckRun } from '../../records/types';
import type { ApiCall } from '../ApiCall';
import { ApiError } from '../ApiError';
import type { Access, ApiRoutes } from '../ApiRoutes';
import {
  checkSuiteId,
  serialiseCheckRun,
  serialiseCheckSuite,
} from '../serialise/checkRun';

const access: Access = { permission: 'checks' };
const outputSchema = z.object({
  title: z.string().optional(),
  summary: z.string(),
  text: z.string().optional(),
});
const updateSchema = z.object({
  name: z.string().optional(),
  status: z.enum(['queued', 'in_progress', 'completed']).optional(),
  conclusion: z.enum(checkConclusions).optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  started_at: z.iso.datetime({ offset: true }).optional(),
  completed_at: z.iso.datetime({ offset: true }).optional(),
  output: outputSchema.optional(),
});
const createSchema = updateSchema.extend({
  name: z.string(),
  head_sha: z.string(),
});

/**
 * Check runs, which GitHub Apps make, and the suites that they are in.
 *
 * @internal
 */
export function addCheckRoutes(routes: ApiRoutes): void {
  const { view } = routes.context;

  const answer = (call: ApiCall, checkRun: CheckRun, status?: number) => {
    const { repository } = call;
    call.json(serialiseCheckRun({ checkRun, repository, view }), status);
  };
  const answerList = (call: ApiCall, runs: CheckRun[]) => {
    const { repository } = call;
    call.json({
      total_count: runs.length,
      check_runs: call
        .page(runs)
        .map(checkRun => serialiseCheckRun({ checkRun, repository, view })),
    });
  };
  const suiteOf = (call: ApiCall) => {
    const id = Number(call.params.suite);
    const runs = call.repository.checkRuns.list(
      run => checkSuiteId(run) === id,
    );
    if (runs.length === 0) {
      throw ApiError.notFound('/checks/suites#get-a-check-suite');
    }
    return runs;
  };

  routes.repository('POST /check-runs', access, async call => {
    const { repository } = call;
    const app = appOf(call);
    const body = call.body(createSchema);
    const sha = await repository.git.resolve(body.head_sha);
    if (!sha) {
      throw new ApiError(422, `No commit found for SHA: ${body.head_sha}`, {
        documentation: '/checks/runs#create-a-check-run',
      });
    }
    const now = new Date().toISOString();
    const checkRun = await repository.checkRuns.add(id =>
      change(
        { id, sha, app, name: body.name, status: 'queued', startedAt: now },
        body,
      ),
    );
    repository.emit({
      name: 'check_run',
      action: 'created',
      checkRun,
      by: call.user,
    });
    announceCompletion(call, undefined, checkRun);
    answer(call, checkRun, 201);
  });

  routes.repository('PATCH /check-runs/{run}', access, async call => {
    const before = runOf(call);
    if (appOf(call) !== before.app) {
      throw new ApiError(
        403,
        'Invalid app_id `check_run` can only be modified by the GitHub App that created it.',
      );
    }
    const checkRun = await call.repository.checkRuns.replace(
      change(before, call.body(updateSchema)),
    );
    announceCompletion(call, before, checkRun);
    answer(call, checkRun);
  });

  routes.repository('GET /check-runs/{run}', access, call =>
    answer(call, runOf(call)),
  );

  routes.repository('GET /commits/{ref+}/check-runs', access, async call => {
    const runs = latestCheckRuns(call.repository, await call.commit());
    const name = call.query('check_name');
    const status = call.query('status');
    answerList(
      call,
      runs.filter(
        run =>
          (name === undefined || run.name === name) &&
          (status === undefined || run.status === status),
      ),
    );
  });

  routes.repository('GET /commits/{ref+}/check-suites', access, async call => {
    const { repository } = call;
    const runs = latestCheckRuns(repository, await call.commit());
    const suites = new Map(runs.map(run => [checkSuiteId(run), run]));
    const page = call.page([...suites.values()]);
    call.json({
      total_count: suites.size,
      check_suites: await Promise.all(
        page.map(run => serialiseCheckSuite({ run, repository, view })),
      ),
    });
  });

  routes.repository('GET /check-suites/{suite}', access, async call => {
    const { repository } = call;
    const [run] = suiteOf(call);
    call.json(await serialiseCheckSuite({ run, repository, view }));
  });

  routes.repository('GET /check-suites/{suite}/check-runs', access, call => {
    answerList(call, suiteOf(call));
  });
}

function runOf(call: ApiCall): CheckRun {
  const run = call.repository.checkRuns.find(Number(call.params.run));
  if (!run) {
    throw ApiError.notFound('/checks/runs#get-a-check-run');
  }
  return run;
}

function appOf(call: ApiCall): string {
  const { grant } = call.user;
  if (!grant) {
    throw new ApiError(403, 'You must authenticate via a GitHub App.', {
      documentation: '/checks/runs#create-a-check-run',
    });
  }
  return grant.installation.app.slug;
}

function change(run: CheckRun, body: z.infer<typeof updateSchema>): CheckRun {
  const { output } = body;
  const completed =
    body.conclusion !== undefined || body.status === 'completed';
  const changed: CheckRun = {
    ...run,
    name: body.name ?? run.name,
    status: completed ? 'completed' : body.status ?? run.status,
    conclusion: body.conclusion ?? run.conclusion,
    startedAt: body.started_at ?? run.startedAt,
    completedAt:
      body.completed_at ??
      run.completedAt ??
      (completed ? new Date().toISOString() : undefined),
    detailsUrl: body.details_url ?? run.detailsUrl,
    externalId: body.external_id ?? run.externalId,
    title: output?.title ?? run.title,
    summary: output?.summary ?? run.summary,
    text: output?.text ?? run.text,
  };
  if (changed.status === 'completed' && changed.conclusion === undefined) {
    throw ApiError.validation([
      {
        resource: 'CheckRun',
        code: 'missing_field',
        field: 'conclusion',
      },
    ]);
  }
  return changed;
}

function announceCompletion(
  call: ApiCall,
  before: CheckRun | undefined,
  checkRun: CheckRun,
): void {
  if (checkRun.status === 'completed' && before?.status !== 'completed') {
    const { repository, user: by } = call;
    repository.emit({ name: 'check_run', action: 'completed', checkRun, by });
  }
}
