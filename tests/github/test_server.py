"""The stand-in answers as GitHub does, to PyGithub and to its description."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import github
import pytest
import requests
from github import Auth, Github, GithubException, InputGitTreeElement

from tests.github.conformity import violations
from tests.github.exchange import Answer, Request
from tests.github.faults import dropped, failing, limited, meanwhile
from tests.github.server import Exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from github.Repository import Repository

    from tests.github.fixtures import Hosting
    from tests.github.server import GitHub
    from tests.repositories import Builder

pytestmark = pytest.mark.usefixtures("described")
BRANCH = "studytrack/update-main"


@pytest.fixture
def hub(builder: Builder, hosted: Hosting) -> GitHub:
    """The repository on GitHub."""
    return hosted(builder)


@pytest.fixture
def repository(hub: GitHub) -> Iterator[Repository]:
    """The repository as PyGithub has it."""
    with connected(hub) as client:
        yield client.get_repo("ada/study")


def connected(hub: GitHub, token: str = "token") -> Github:
    """A client that neither waits nor tries again."""
    return Github(
        base_url=hub.url,
        auth=Auth.Token(token),
        retry=None,
        seconds_between_requests=0,
        seconds_between_writes=0,
    )


def propose(repository: Repository, text: str = "# Plan\n\nmore\n", branch: str = BRANCH) -> str:
    """Commits a change of plan.md on main to a new branch, with no author of its own."""
    base = repository.get_git_commit(repository.get_git_ref("heads/main").object.sha)
    element = InputGitTreeElement("plan.md", "100644", "blob", content=text)
    tree = repository.create_git_tree([element], base.tree)
    made = repository.create_git_commit("Update", tree, [base])
    repository.create_git_ref(f"refs/heads/{branch}", made.sha)
    return made.sha


def refusal(call: object) -> tuple[int, str]:
    """The status and the words with which a call is refused."""
    with pytest.raises(GithubException) as raised:
        call()  # type: ignore[operator]
    data = raised.value.data
    return raised.value.status, data.get("errors", [data])[0].get("message", "")


def test_ids_are_those_of_a_checkout(builder, hub, repository):
    """A commit made through the API is the object that a fetch brings."""
    made = propose(repository)
    builder.git("fetch", "--quiet", "origin")
    assert builder.git("rev-parse", f"origin/{BRANCH}") == made
    assert builder.git("show", f"{made}:plan.md") == "# Plan\n\nmore"
    assert builder.git("show", f"{made}:notes/one.md") == "one"
    assert hub.state.branch("main") == builder.head()


@pytest.mark.parametrize(
    ("login", "verified"),
    [
        pytest.param("github-actions[bot]", True, id="the workflow's token"),
        pytest.param("ada", False, id="a person's token"),
    ],
)
def test_github_signs_for_a_bot(hub, repository, login, verified):
    """A commit without an author is verified where a bot made it."""
    hub.state.login = login
    made = repository.get_commit(propose(repository)).commit
    assert (made.author.name, made.verification.verified) == (login, verified)
    assert made.verification.reason == ("valid" if verified else "unsigned")


def test_a_named_author_is_not_signed_for(repository):
    """GitHub signs only what names nobody, and keeps the author's own day."""
    tree = repository.get_git_commit(repository.get_branch("main").commit.sha).tree
    author = github.InputGitAuthor("Ann", "ann@example.org", "2026-03-02T23:30:00-08:00")
    made = repository.create_git_commit("By Ann", tree, [], author=author)
    assert made.verification.reason == "unsigned"
    assert made.author.date.isoformat() == "2026-03-03T07:30:00+00:00"


def test_a_pull_request_from_opening_to_closing(hub, repository):
    """All that an update does with its pull request is answered as described."""
    head = propose(repository)
    pull = repository.create_pull(base="main", head=BRANCH, title="Update", body="b", draft=True)
    assert (pull.head.label, pull.head.sha, pull.changed_files) == (f"ada:{BRANCH}", head, 1)
    pull.add_to_labels("study", "待办")
    pull.create_review_request(["ben"])
    pull.add_to_assignees("ben", "nobody")
    pull.create_issue_comment("Done")
    pull.edit(title="Updated")
    pull.enable_automerge("SQUASH")
    pull.as_issue().edit(state="closed")
    known = hub.state.pulls[0]
    assert (known.labels, known.reviewers, known.assignees) == (["study", "待办"], ["ben"], ["ben"])
    assert (known.title, known.state, known.comments[0].body) == ("Updated", "closed", "Done")
    assert [file.filename for file in pull.get_files()] == ["plan.md"]
    assert [commit.sha for commit in pull.get_commits()] == [head]
    assert repository.compare("main", BRANCH).status == "ahead"


def test_what_else_is_read(hub, repository):
    """References by prefix, blobs, whole trees, commits and lists are answered as described."""
    head = propose(repository)
    pull = repository.create_pull(base="main", head=BRANCH, title="t")
    pull.as_issue().create_comment("Hello")
    repository.create_git_blob("eA==", "base64")
    tree = repository.get_git_tree(head, recursive=True)
    blob = repository.get_git_blob(tree.tree[-1].sha)
    assert [entry.path for entry in tree.tree] == ["notes", "notes/one.md", "plan.md"]
    assert base64.b64decode(blob.content) == b"# Plan\n\nmore\n"
    assert [ref.object.sha for ref in repository.get_git_matching_refs("heads/study")] == [head]
    assert [file.filename for file in repository.get_commit(BRANCH).files] == ["plan.md"]
    assert [comment.body for comment in pull.as_issue().get_comments()] == ["Hello"]
    assert list(pull.as_issue().get_labels()) == []
    assert hub.answer(Request("GET", "/rate_limit", token="token")).status == 200


def test_the_head_has_to_name_its_owner(hub, repository):
    """Pull requests are found by owner and branch; without an owner GitHub ignores the branch."""
    propose(repository)
    propose(repository, "other\n", "other")
    for head in (BRANCH, "other", f"mallory:{BRANCH}"):
        hub.state.open(head, "main", head)
    found = {
        head: [pull.title for pull in repository.get_pulls(head=head, base="main")]
        for head in (f"ada:{BRANCH}", f"mallory:{BRANCH}", "nowhere")
    }
    assert found[f"ada:{BRANCH}"] == [BRANCH]
    assert found[f"mallory:{BRANCH}"] == [f"mallory:{BRANCH}"]
    assert len(found["nowhere"]) == 3


def test_lists_come_in_pages(hub, repository):
    """A client that follows the links gets everything."""
    propose(repository)
    for number in range(35):
        hub.state.open(f"fork{number}:{BRANCH}", "main", "x")
    assert len(list(repository.get_pulls())) == 35


@pytest.mark.parametrize(
    ("state", "merged", "moves"),
    [
        pytest.param("closed", False, [(BRANCH, None)], id="its branch is deleted"),
        pytest.param("closed", False, [(BRANCH, "main")], id="its branch is put on the base"),
        pytest.param("closed", True, [("main", BRANCH)], id="the base is put on its branch"),
        pytest.param("open", False, [], id="nothing happens"),
    ],
)
def test_a_pull_request_without_a_difference_closes(repository, state, merged, moves):
    """GitHub closes a pull request whose head is gone or has nothing of its own."""
    propose(repository)
    pull = repository.create_pull(base="main", head=BRANCH, title="t")
    for branch, to in moves:
        ref = repository.get_git_ref(f"heads/{branch}")
        if to is None:
            ref.delete()
        else:
            ref.edit(repository.get_git_ref(f"heads/{to}").object.sha, force=True)
    assert (repository.get_pull(pull.number).state, repository.get_pull(pull.number).merged) == (
        state,
        merged,
    )


def test_refusals_of_references(repository):
    """References are guarded in GitHub's own words."""
    head, main = propose(repository), repository.get_git_ref("heads/main")
    bot = repository.get_git_ref(f"heads/{BRANCH}")
    old = main.object.sha
    assert refusal(lambda: propose(repository)) == (422, "Reference already exists")
    assert refusal(lambda: bot.edit(old)) == (422, "Update is not a fast forward")
    assert refusal(lambda: bot.edit("1" * 40)) == (422, "Object does not exist")
    main.edit(head)
    bot.delete()
    assert refusal(lambda: bot.edit(head)) == (422, "Reference does not exist")
    assert refusal(bot.delete) == (422, "Reference does not exist")
    assert refusal(lambda: repository.get_git_ref("heads/none").object)[0] == 404


def test_refusals_of_pull_requests(hub, repository):
    """Twins, and pull requests without commits or branches, are refused in GitHub's own words."""
    propose(repository)
    repository.create_git_ref("refs/heads/same", repository.get_branch("main").commit.sha)

    def create(head: str) -> tuple[int, str]:
        return refusal(lambda: repository.create_pull(base="main", head=head, title="t"))

    hub.state.open(BRANCH, "main", "first")
    assert create(BRANCH) == (422, f"A pull request already exists for ada:{BRANCH}.")
    assert create("same") == (422, "No commits between main and same")
    assert create("none")[0] == 422
    hub.state.may_create_pulls = False
    assert create(BRANCH) == (
        403,
        "GitHub Actions is not permitted to create or approve pull requests.",
    )


def test_a_closed_pull_request_opens_only_on_its_own_branch(repository):
    """A branch that was deleted or made anew since cannot be reopened."""
    propose(repository)
    pull = repository.create_pull(base="main", head=BRANCH, title="t")
    repository.get_git_ref(f"heads/{BRANCH}").delete()
    assert refusal(lambda: pull.edit(state="open"))[1].endswith("has been deleted.")
    propose(repository, "anew\n")
    assert refusal(lambda: pull.edit(state="open"))[1].endswith("was force-pushed or recreated.")


def test_who_may_do_what(hub):
    """A wrong token, a missing permission and an empty repository are told apart."""
    with connected(hub, "wrong") as client:
        assert refusal(lambda: client.get_repo("ada/study"))[0] == 401
    hub.state.permissions["contents"] = "read"
    with connected(hub) as client:
        repository = client.get_repo("ada/study")
        assert refusal(lambda: propose(repository)) == (
            403,
            "Resource not accessible by integration",
        )
        hub.state.git.move("refs/heads/main", None)
        assert refusal(lambda: repository.get_git_ref("heads/main").object)[0] == 409


def test_github_enterprise_server(builder, hosted):
    """The API may be below a prefix, and GraphQL beside it."""
    hub = hosted(builder, prefix="/api/v3")
    with connected(hub) as client:
        repository = client.get_repo("ada/study")
        propose(repository)
        repository.create_pull(base="main", head=BRANCH, title="t").enable_automerge()
    assert hub.log[-1] == "POST /graphql 200"
    assert hub.graphql == f"{hub.site}/api/graphql"


@pytest.mark.parametrize(
    ("fault", "raised", "carried_out"),
    [
        pytest.param(
            dropped("POST .*/pulls$", acts=False), requests.ConnectionError, False, id="drop before"
        ),
        pytest.param(
            dropped("POST .*/pulls$", acts=True), requests.ConnectionError, True, id="drop after"
        ),
        pytest.param(failing("POST .*/pulls$"), GithubException, False, id="502 before"),
        pytest.param(failing("POST .*/pulls$", acts=True), GithubException, True, id="502 after"),
        pytest.param(
            limited("POST", nth=4, retry_after=1),
            github.RateLimitExceededException,
            False,
            id="fourth write too many",
        ),
    ],
)
def test_faults(hub, repository, fault, raised, carried_out):
    """A fault strikes once, before or after the request was carried out."""
    hub.faults.append(fault)
    propose(repository)
    with pytest.raises(raised):
        repository.create_pull(base="main", head=BRANCH, title="t")
    assert bool(hub.state.pulls) == carried_out
    assert len(hub.writes) == 4


def test_something_happens_meanwhile(builder, hub, repository):
    """The base may move between what a client reads and what it writes."""

    def push() -> None:
        builder.commit("Meanwhile")
        builder.git("push", "--quiet", "origin", "main")

    hub.faults.append(meanwhile("POST .*/git/refs", push))
    propose(repository)
    assert repository.compare("main", BRANCH).status == "diverged"


@pytest.mark.parametrize(
    ("request_", "answer", "said"),
    [
        pytest.param(
            Request("POST", "/repos/a/b/pulls", body={"head": "h", "base": "b", "x": 1}),
            None, "the body's x is not described", id="a key too many",
        ),
        pytest.param(
            Request("POST", "/repos/a/b/pulls", body={"title": 1, "head": "h", "base": "b"}),
            None, "1 is not of type 'string'", id="a number for a text",
        ),
        pytest.param(
            Request("GET", "/repos/a/b/pulls", {"heads": "x"}),
            None, "the query's heads is not described", id="a query's name",
        ),
        pytest.param(
            Request("GET", "/repos/a/b/pulls", {"state": "opened"}),
            None, "'opened' is not one of", id="a query's value",
        ),
        pytest.param(Request("PUT", "/repos/a/b/pulls"), None, "is not described", id="a method"),
        pytest.param(
            Request("GET", "/repos/a/b/git/ref/heads/x/y"), Answer(200, {"ref": "x"}),
            "is a required property", id="an answer",
        ),
        pytest.param(
            Request("GET", "/repos/a/b/pulls"), Answer(418, {}), "the status is not", id="a status"
        ),
    ],
)  # fmt: skip
def test_what_is_not_as_described_is_told(request_, answer, said):
    """The description is not a formality."""
    assert any(said in told for told in violations([Exchange(request_, answer)]))
