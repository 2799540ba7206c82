using Entente.Web.Work;

namespace Entente.Web.Sweeps;

/// <summary>
/// What was answered of sweeps that were stopped or failed, in folders of the program's own, so that who asks again goes on from there. The
/// folders are named by the system and by no request, and go when this is disposed of. Safe from several threads.
/// </summary>
/// <param name="mostBytes">Bytes that they may take together; the longest kept go first.</param>
internal sealed class KeptSweeps(long mostBytes) : IDisposable
{
    private readonly Lock turn = new();
    private readonly List<KeptSweep> all = [];
    private bool ended;

    /// <summary>How many points of a sweep are answered and kept, or would be if it were stopped now.</summary>
    public int Points(string name)
    {
        lock (turn)
            return all.Find(one => one.Name == name)?.Points ?? 0;
    }

    /// <summary>The folder of a sweep, with what was answered before; to be given back by disposing of it. One has it at a time.</summary>
    public KeptSweep Take(string name)
    {
        lock (turn)
        {
            // What nobody has touched for days the system may have cleared away.
            var kept = all.Find(one => one.Name == name) is { IsThere: true } there ? there : new KeptSweep(this, name);
            all.RemoveAll(one => one.Name == name);
            all.Add(kept);
            kept.IsTaken = true;
            return kept;
        }
    }

    public void Dispose()
    {
        lock (turn)
        {
            ended = true;
            foreach (var one in all.Where(one => !one.IsTaken).ToList())
                Remove(one);
        }
    }

    internal void GiveBack(KeptSweep one)
    {
        lock (turn)
        {
            one.IsTaken = false;
            if (ended || one.Points == 0)
                Remove(one);
            while (all.Sum(kept => kept.Bytes) > mostBytes && all.Find(kept => !kept.IsTaken) is { } longest)
                Remove(longest);
        }
    }

    private void Remove(KeptSweep one)
    {
        all.Remove(one);
        one.Clear();
    }
}

/// <summary>The folder of a sweep that is being answered, or was stopped or failed.</summary>
internal sealed class KeptSweep(KeptSweeps of, string name) : IDisposable
{
    private DirectoryInfo folder = JobTables.Folder();
    private int points;

    public string Name => name;

    public string Folder => folder.FullName;

    /// <summary>How many points are answered in it; where there are none it is not kept.</summary>
    public int Points
    {
        get => Volatile.Read(ref points);
        set => Volatile.Write(ref points, value);
    }

    /// <summary>Whether somebody is at work in it.</summary>
    internal bool IsTaken { get; set; }

    internal bool IsThere => Directory.Exists(Folder);

    internal long Bytes => IsThere ? folder.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;

    /// <summary>Begins anew, with nothing.</summary>
    public void Renew()
    {
        Clear();
        folder = JobTables.Folder();
    }

    /// <summary>Gives it back.</summary>
    public void Dispose() => of.GiveBack(this);

    internal void Clear()
    {
        Points = 0;
        if (IsThere)
            folder.Delete(recursive: true);
    }
}
