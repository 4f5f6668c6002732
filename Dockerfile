# Parley in a container: one process, without root, that writes nowhere but below /tmp.
FROM python:3.13-slim AS wheel
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.13-slim
COPY --from=wheel /wheels /wheels
RUN pip install --no-cache-dir /wheels/*.whl && rm -r /wheels \
    && useradd --system --uid 10001 --no-create-home parley
# The negotiations, one folder each: mount your own here. Without them those shipped are shown.
ENV HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
WORKDIR /tmp
EXPOSE 8501
HEALTHCHECK --start-period=20s --interval=10s --timeout=5s --retries=3 CMD \
    ["python", "-c", "from urllib.request import urlopen as get; assert get('http://127.0.0.1:8501/_stcore/health', timeout=4).read() == b'ok'"]
ENTRYPOINT ["parley", "--no-browser", "--address", "0.0.0.0"]
