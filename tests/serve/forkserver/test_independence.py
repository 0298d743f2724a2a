"""What forked kernels share is code, never chance or secrets."""

import asyncio

SAMPLE = """[
    __import__('random').random(),
    __import__('random').SystemRandom().random(),
    float(__import__('numpy').random.random()),
    float(__import__('numpy').random.default_rng().random()),
    __import__('secrets').token_hex(),
    str(__import__('uuid').uuid1()),
    str(__import__('uuid').uuid4()),
    next(__import__('tempfile')._get_candidate_names()),
    __import__('os').urandom(8).hex(),
    __import__('ssl').RAND_bytes(8).hex(),
    get_ipython().kernel.session.key.decode(),
    get_ipython().kernel.session.session,
]"""


def test_no_two_kernels_draw_the_same(run):
    """Random numbers, tokens, identifiers, temporary names and message keys all differ."""

    async def body(kernels):
        managers = [await kernels.start() for _ in range(2)]
        return [await kernels.value(manager, SAMPLE) for manager in managers]

    first, second = run(body)
    assert not {*first} & {*second}


def test_kernels_hold_no_line_to_each_other(run):
    """A kernel has neither the fork server's socket nor another kernel's connection open."""

    async def body(kernels):
        await kernels.start()
        manager = await kernels.start()
        code = (
            "[c.laddr for c in __import__('psutil').Process().net_connections('unix')"
            " if 'fork-' in str(c.laddr)]"
        )
        return await kernels.value(manager, code)

    # Its own connection carries the name of the socket that accepted it.
    assert len(run(body)) == 1


def test_variables_are_not_shared(run):
    """What one kernel changes in a preloaded module does not exist in the next."""

    async def body(kernels):
        first, second = await asyncio.gather(kernels.start(), kernels.start())
        await kernels.outputs(first, "import anywidget\nanywidget.secret = 1")
        return await kernels.value(second, "hasattr(__import__('anywidget'), 'secret')")

    assert run(body) is False
